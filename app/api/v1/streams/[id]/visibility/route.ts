import { setVisibility } from "@/lib/access/set-visibility";
import { VisibilityBody } from "@/lib/api/access-schemas";
import { bearerRoute, json } from "@/lib/api/bearer-route";
import { parseInput } from "@/lib/api/problem";
import { readJson } from "@/lib/api/read-body";
import { readApiStream } from "@/lib/streams/get-api-stream";

export const PUT = bearerRoute<{ id: string }>(async (request, actor, { id }) => {
  const { visibility } = parseInput(VisibilityBody, await readJson(request));
  const { applied } = await setVisibility(actor, id, visibility);
  return json({ ...(await readApiStream(actor, id)), applied });
});
