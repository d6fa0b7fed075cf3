import { json } from "@/lib/api/bearer-route";
import { webhookRoute } from "@/lib/api/webhook-route";
import { authorizePublish } from "@/lib/streams/authorize-publish";

export const POST = webhookRoute(async (provider, request) =>
  json(await authorizePublish(provider, request)),
);
