import { bearerRoute, json } from "@/lib/api/bearer-route";
import { assertScope } from "@/lib/auth/assert-role";
import { readApiStream } from "@/lib/streams/get-api-stream";
import { rotateStreamKey } from "@/lib/streams/rotate-key";

export const POST = bearerRoute<{ id: string }>(async (_request, actor, { id }) => {
  // Whoever cannot read the new key would lock its owner out blindly.
  assertScope(actor, "keys:read");
  await rotateStreamKey(actor, id);
  return json(await readApiStream(actor, id));
});
