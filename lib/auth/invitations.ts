import type { Role, Tier } from "../db/schema";
import type { Actor } from "./actor";

export interface InvitationView {
  readonly role: Role;
  readonly tier: Tier;
  /** True for the link that the server prints while there is no admin. */
  readonly isFirstAdmin: boolean;
}
/** What a link offers; null when it was used, has expired, or never existed. */
export async function findInvitation(_token: string): Promise<InvitationView | null> {
  throw new Error("being built");
}
/** `url` is the only time the token is seen. Expires after seven days. */
export async function createInvitation(
  _actor: Actor,
  _input: { role: Role; tier: Tier },
): Promise<{ url: string; expiresAt: number }> {
  throw new Error("being built");
}
