import { webhookRoute } from "@/lib/api/webhook-route";
import { receiveProviderEvents } from "@/lib/streams/receive-provider-events";

export const POST = webhookRoute(async (provider, request) => {
  await receiveProviderEvents(provider, request);
  return new Response(null, { status: 204 });
});
