import { bearerRoute, json } from "@/lib/api/bearer-route";
import { readApiStream } from "@/lib/streams/get-api-stream";
import { publishStream } from "@/lib/streams/publish-stream";

export const POST = bearerRoute<{ id: string }>(async (_request, actor, { id }) => {
  const { applied } = await publishStream(actor, id);
  return json({ ...(await readApiStream(actor, id)), applied });
});
