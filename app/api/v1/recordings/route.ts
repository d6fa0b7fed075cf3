import { bearerRoute, json } from "@/lib/api/bearer-route";
import { parseInput } from "@/lib/api/problem";
import { ListRecordingsQuery } from "@/lib/api/recording-schemas";
import { toApiRecording } from "@/lib/recordings/api-recording";
import { listRecordings } from "@/lib/recordings/list-recordings";

export const GET = bearerRoute(async (request, actor) => {
  const query = parseInput(ListRecordingsQuery, Object.fromEntries(new URL(request.url).searchParams));
  const { limit, cursor, stream } = query;
  const found = await listRecordings(actor, { limit, before: cursor, streamId: stream });
  const nextCursor = found.length === limit ? (found.at(-1)?.id ?? null) : null;
  return json({ recordings: found.map(toApiRecording), nextCursor });
});
