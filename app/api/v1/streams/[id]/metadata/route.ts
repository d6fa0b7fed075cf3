import { bearerRoute } from "@/lib/api/bearer-route";
import { parseInput } from "@/lib/api/problem";
import { readJson } from "@/lib/api/read-body";
import { MetadataBody } from "@/lib/api/schemas";
import { sendMetadata } from "@/lib/streams/send-metadata";

export const POST = bearerRoute<{ id: string }>(async (request, actor, { id }) => {
  const { text } = parseInput(MetadataBody, await readJson(request));
  await sendMetadata(actor, id, text);
  return new Response(null, { status: 204, headers: { "cache-control": "no-store" } });
});
