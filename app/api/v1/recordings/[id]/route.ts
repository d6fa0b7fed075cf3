import { bearerRoute, json } from "@/lib/api/bearer-route";
import { toApiRecording } from "@/lib/recordings/api-recording";
import { deleteRecording } from "@/lib/recordings/delete-recording";
import { getRecording } from "@/lib/recordings/get-recording";

export const GET = bearerRoute<{ id: string }>(async (_request, actor, { id }) =>
  json(toApiRecording(await getRecording(actor, id))),
);

export const DELETE = bearerRoute<{ id: string }>(async (_request, actor, { id }) =>
  json(await deleteRecording(actor, id)),
);
