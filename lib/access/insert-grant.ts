import "server-only";
import { and, eq, lt, or } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import type { Actor } from "../auth/actor";
import { assertScope } from "../auth/assert-role";
import { limitRate } from "../auth/rate-limits";
import { db } from "../db/client";
import type { Transaction } from "../db/open-database";
import { playbackGrants, streams } from "../db/schema";
import { AppError } from "../errors";
import { randomText } from "../secrets/random-text";
import { getManagedStream } from "../streams/own-stream";
import { MAX_GRANTS } from "./grants";
import { LONGEST_TOKEN_MS } from "./issue-pass";
import { isOpenGrant } from "./list-grants";

type NewGrant = Pick<
  typeof playbackGrants.$inferInsert,
  "kind" | "userId" | "tokenHash" | "label" | "expiresAt"
>;

/** Whoever followed an old link is told that it is over for so long, in ms. */
const REMEMBERED_MS = 30 * 86_400_000;

/** Whether the actor may invite anybody to this stream now. Throws `not-found`, `rate-limited`. */
export async function assertMayInvite(actor: Actor, streamId: string): Promise<void> {
  assertScope(actor, "streams:write");
  await limitRate("grant-create", actor.userId);
  await getManagedStream(actor, streamId);
}

/**
 * Stores an invitation of somebody who may invite, and tells the audit log. An account that is invited again gets its
 * old one back. Throws `too-many-grants`.
 */
export async function insertGrant(actor: Actor, streamId: string, wish: NewGrant) {
  return (await db()).transaction(async (tx) => {
    await assertRoom(tx, streamId);
    const again = { revokedAt: null, label: wish.label, expiresAt: wish.expiresAt };
    const [row] = await tx
      .insert(playbackGrants)
      .values({ id: randomText(16), streamId, ...wish })
      .onConflictDoUpdate({ target: [playbackGrants.streamId, playbackGrants.userId], set: again })
      .returning();
    if (!row) throw new AppError("unexpected", "the invitation was not stored");
    const after = { grant: row.id, kind: row.kind, userId: row.userId, expiresAt: row.expiresAt };
    await recordAudit(tx, { actor, action: "playback-grant.created", target: streamId, after });
    return row;
  });
}

async function assertRoom(tx: Transaction, streamId: string): Promise<void> {
  // Two requests at once must not both take the last place.
  await tx.select({ id: streams.id }).from(streams).where(eq(streams.id, streamId)).for("update");
  await tx
    .delete(playbackGrants)
    .where(
      and(
        eq(playbackGrants.streamId, streamId),
        or(
          and(
            lt(
              playbackGrants.revokedAt,
              new Date(Date.now() - Math.max(REMEMBERED_MS, 2 * LONGEST_TOKEN_MS)),
            ),
          ),
          lt(playbackGrants.expiresAt, new Date(Date.now() - REMEMBERED_MS)),
        ),
      ),
    );
  const open = await tx.$count(playbackGrants, and(eq(playbackGrants.streamId, streamId), isOpenGrant()));
  if (open >= MAX_GRANTS) throw new AppError("too-many-grants");
}
