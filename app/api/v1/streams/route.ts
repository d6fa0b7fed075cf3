import { bearerRoute, json } from "@/lib/api/bearer-route";
import { parseInput } from "@/lib/api/problem";
import { readJson } from "@/lib/api/read-body";
import { CreateStreamBody, ListStreamsQuery } from "@/lib/api/schemas";
import { toApiStream } from "@/lib/streams/api-stream";
import { createStream } from "@/lib/streams/create-stream";
import { readApiStream } from "@/lib/streams/get-api-stream";
import { listStreams } from "@/lib/streams/list-streams";

export const GET = bearerRoute(async (request, actor) => {
  const query = parseInput(ListStreamsQuery, Object.fromEntries(new URL(request.url).searchParams));
  const found = await listStreams(actor, { limit: query.limit, before: query.cursor });
  const nextCursor = found.length === query.limit ? (found.at(-1)?.id ?? null) : null;
  return json({ streams: found.map((stream) => toApiStream(stream)), nextCursor });
});

export const POST = bearerRoute(async (request, actor) => {
  const created = await createStream(actor, parseInput(CreateStreamBody, await readJson(request)));
  return json(await readApiStream(actor, created.id), 201);
});
