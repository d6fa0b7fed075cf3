import { bearerRoute, json } from "@/lib/api/bearer-route";
import { getApiStream } from "@/lib/streams/get-api-stream";

export const GET = bearerRoute<{ id: string }>(async (_request, actor, { id }) =>
  json(await getApiStream(actor, id)),
);
