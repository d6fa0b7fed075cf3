import "server-only";
import { and, desc, eq, gt } from "drizzle-orm";
import { db } from "../db/client";
import { playbackGrants } from "../db/schema";
import type { StreamAccess } from "../wire/stream-settings";
import { LONGEST_TOKEN_MS } from "./issue-pass";
import { needsToken, type Protected } from "./protection-of";

/** More than can be revoked while their tokens still live (`revoke-grant.ts` raises the epoch instead). */
export const MAX_REVOKED = 1000;

/** Who may fetch a stream's media, as its media server is told. */
export async function accessOf(row: Protected): Promise<StreamAccess> {
  if (!needsToken(row)) return { kind: "open" };
  return { kind: "token", epoch: row.accessEpoch, revoked: await revokedGrants(row.id) };
}

/** Invitations taken back whose last tokens may still live. */
async function revokedGrants(streamId: string): Promise<string[]> {
  const since = new Date(Date.now() - 2 * LONGEST_TOKEN_MS);
  const rows = await (await db())
    .select({ id: playbackGrants.id })
    .from(playbackGrants)
    .where(and(eq(playbackGrants.streamId, streamId), gt(playbackGrants.revokedAt, since)))
    .orderBy(desc(playbackGrants.revokedAt))
    .limit(MAX_REVOKED);
  return rows.map(({ id }) => id);
}
