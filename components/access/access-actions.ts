import type { GrantView } from "@/lib/access/grants";
import type { Visibility } from "@/lib/db/schema";
import type { ActionResult } from "@/lib/server-action";

/** What whoever manages a stream may do about its viewers. Each change of the invitations answers with what is left. */
export interface AccessActions {
  readonly setVisibility: (input: {
    streamId: string;
    visibility: Visibility;
  }) => Promise<ActionResult<{ readonly applied: "done" | "pending" }>>;
  readonly inviteAccount: (input: {
    streamId: string;
    account: string;
  }) => Promise<ActionResult<{ readonly grants: readonly GrantView[] }>>;
  readonly createLink: (input: {
    streamId: string;
    label: string;
    expiresInSeconds: number;
  }) => Promise<ActionResult<{ readonly url: string; readonly grants: readonly GrantView[] }>>;
  readonly revokeGrant: (input: {
    streamId: string;
    grantId: string;
  }) => Promise<ActionResult<{ readonly grants: readonly GrantView[] }>>;
  readonly turnEverybodyOut: (input: {
    streamId: string;
  }) => Promise<ActionResult<{ readonly grants: readonly GrantView[] }>>;
}
