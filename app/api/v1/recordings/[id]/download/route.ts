import { bearerRoute, json } from "@/lib/api/bearer-route";
import { issueDownload } from "@/lib/recordings/issue-download";

export const POST = bearerRoute<{ id: string }>(async (_request, actor, { id }) =>
  json(await issueDownload(actor, id)),
);
