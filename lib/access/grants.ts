import type { playbackGrants } from "../db/schema";

/** Invitations that may be open for one stream. */
export const MAX_GRANTS = 500;

/** One invitation, as whoever manages the stream sees it: never its secret. Times are epoch ms. */
export interface GrantView {
  readonly id: string;
  readonly kind: "account" | "link";
  /** The creator's own note, or the name of the account. */
  readonly label: string;
  /** Of the account's channel, when it has one. */
  readonly handle: string | null;
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
  readonly createdAt: number;
}

export function toGrantView(
  row: typeof playbackGrants.$inferSelect,
  account: { readonly name: string | null; readonly handle: string | null } | null,
): GrantView {
  return {
    id: row.id,
    kind: row.kind,
    label: account?.name ?? row.label,
    handle: account?.handle ?? null,
    expiresAt: row.expiresAt?.getTime() ?? null,
    lastUsedAt: row.lastUsedAt?.getTime() ?? null,
    createdAt: row.createdAt.getTime(),
  };
}

/** As the REST API shows it. */
export function toApiGrant(grant: GrantView) {
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  const { expiresAt, lastUsedAt, createdAt } = grant;
  return {
    ...grant,
    expiresAt: iso(expiresAt),
    lastUsedAt: iso(lastUsedAt),
    createdAt: new Date(createdAt).toISOString(),
  };
}
