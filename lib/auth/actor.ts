import type { Role, Tier } from "../db/schema";

/** What a bearer token may do. A session may do everything that its role may. */
export const TOKEN_SCOPES = [
  "streams:read",
  "streams:write",
  "keys:read",
  "recordings:read",
  "recordings:write",
] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** Who acts, as data. Checked against the database for each request: a suspended account has no actor. */
export interface Actor {
  readonly kind: "session" | "api-token";
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly tier: Tier;
  /** Null for viewers, who have none. */
  readonly channel: { readonly id: string; readonly handle: string } | null;
  /** Of the token; a session has all. */
  readonly scopes: readonly TokenScope[];
  /** False for accounts that sign in elsewhere. */
  readonly hasPassword: boolean;
}
