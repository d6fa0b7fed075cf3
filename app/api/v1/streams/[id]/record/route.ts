import { bearerRoute, json } from "@/lib/api/bearer-route";
import { getStreamRecord } from "@/lib/session-records/get-stream-record";

export const GET = bearerRoute<{ id: string }>(async (_request, actor, { id }) =>
  json(await getStreamRecord(actor, id)),
);
