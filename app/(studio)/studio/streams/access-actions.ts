"use server";

import { createLink } from "@/lib/access/create-link";
import { inviteAccount } from "@/lib/access/invite-account";
import { listGrants } from "@/lib/access/list-grants";
import { revokeGrant, turnEverybodyOut } from "@/lib/access/revoke-grant";
import { CreateLinkInput, GrantInput, InviteAccountInput, StreamVisibility } from "@/lib/access/schemas";
import { setVisibility } from "@/lib/access/set-visibility";
import { creatorAction } from "@/lib/server-action";
import { StreamInput } from "@/lib/streams/schemas";

export const setVisibilityAction = creatorAction(StreamVisibility, ({ streamId, visibility }, { actor }) =>
  setVisibility(actor, streamId, visibility),
);

export const inviteAccountAction = creatorAction(
  InviteAccountInput.extend(StreamInput.shape),
  async ({ streamId, account }, { actor }) => {
    await inviteAccount(actor, streamId, { account });
    return { grants: await listGrants(actor, streamId) };
  },
);

/** The answer holds the link, which is shown this once. */
export const createLinkAction = creatorAction(
  CreateLinkInput.extend(StreamInput.shape),
  async ({ streamId, ...wish }, { actor }) => {
    const { url } = await createLink(actor, streamId, wish);
    return { url, grants: await listGrants(actor, streamId) };
  },
);

export const revokeGrantAction = creatorAction(GrantInput, async ({ streamId, grantId }, { actor }) => {
  await revokeGrant(actor, streamId, grantId);
  return { grants: await listGrants(actor, streamId) };
});

export const turnEverybodyOutAction = creatorAction(StreamInput, async ({ streamId }, { actor }) => {
  await turnEverybodyOut(actor, streamId);
  return { grants: await listGrants(actor, streamId) };
});
