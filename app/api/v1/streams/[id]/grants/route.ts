import { createLink } from "@/lib/access/create-link";
import { toApiGrant } from "@/lib/access/grants";
import { inviteAccount } from "@/lib/access/invite-account";
import { listGrants } from "@/lib/access/list-grants";
import { turnEverybodyOut } from "@/lib/access/revoke-grant";
import { CreateGrantBody } from "@/lib/api/access-schemas";
import { bearerRoute, json } from "@/lib/api/bearer-route";
import { parseInput } from "@/lib/api/problem";
import { readJson } from "@/lib/api/read-body";

interface Params {
  readonly id: string;
}

export const GET = bearerRoute<Params>(async (_request, actor, { id }) =>
  json({ grants: (await listGrants(actor, id)).map(toApiGrant) }),
);

export const POST = bearerRoute<Params>(async (request, actor, { id }) => {
  const wish = parseInput(CreateGrantBody, await readJson(request));
  if (wish.kind === "account")
    return json({ grant: toApiGrant(await inviteAccount(actor, id, wish)), url: null }, 201);
  const { grant, url } = await createLink(actor, id, wish);
  return json({ grant: toApiGrant(grant), url }, 201);
});

export const DELETE = bearerRoute<Params>(async (_request, actor, { id }) =>
  json({ applied: await turnEverybodyOut(actor, id) }),
);
