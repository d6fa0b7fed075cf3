import { bearerRoute, json } from "@/lib/api/bearer-route";
import { endStream } from "@/lib/streams/end-stream";
import { readApiStream } from "@/lib/streams/get-api-stream";

export const POST = bearerRoute<{ id: string }>(async (_request, actor, { id }) => {
  const { cutOff } = await endStream(actor, id);
  return json({ ...(await readApiStream(actor, id)), cutOff });
});
