import { revokeGrant } from "@/lib/access/revoke-grant";
import { bearerRoute, json } from "@/lib/api/bearer-route";

export const DELETE = bearerRoute<{ id: string; grantId: string }>(async (_request, actor, { id, grantId }) =>
  json({ applied: await revokeGrant(actor, id, grantId) }),
);
