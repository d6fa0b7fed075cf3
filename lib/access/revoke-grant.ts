import "server-only";
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import type { Actor } from "../auth/actor";
import { assertScope } from "../auth/assert-role";
import { db, notify } from "../db/client";
import type { Transaction } from "../db/open-database";
import { playbackGrants, streams } from "../db/schema";
import { AppError } from "../errors";
import { applySettings } from "../streams/apply-settings";
import { getManagedStream } from "../streams/own-stream";
import { STREAM_CHANGED } from "../streams/write-streams";
import { MAX_REVOKED } from "./access-of";
import { LONGEST_TOKEN_MS } from "./issue-pass";

/** Takes one invitation back; whoever watches by it is turned out within seconds. Throws `not-found`. */
export async function revokeGrant(
  actor: Actor,
  streamId: string,
  grantId: string,
): Promise<"done" | "pending"> {
  assertScope(actor, "streams:write");
  const { row: stream } = await getManagedStream(actor, streamId);
  await (await db()).transaction(async (tx) => {
    const [row] = await tx
      .update(playbackGrants)
      .set({ revokedAt: new Date() })
      .where(
        and(
          eq(playbackGrants.id, grantId),
          eq(playbackGrants.streamId, stream.id),
          isNull(playbackGrants.revokedAt),
        ),
      )
      .returning();
    if (!row) throw new AppError("not-found");
    const before = { grant: row.id, kind: row.kind, userId: row.userId };
    await recordAudit(tx, { actor, action: "playback-grant.revoked", target: stream.id, before });
    // The list that media servers get is bounded: past it everybody's token is made void instead.
    if ((await countRevoked(tx, stream.id)) > MAX_REVOKED) await raiseEpoch(tx, stream.id);
  });
  return applySettings(stream.id);
}

/** Takes every invitation back and makes every token void. Throws `not-found`. */
export async function turnEverybodyOut(actor: Actor, streamId: string): Promise<"done" | "pending"> {
  assertScope(actor, "streams:write");
  const { row: stream } = await getManagedStream(actor, streamId);
  await (await db()).transaction(async (tx) => {
    const revoked = await tx
      .update(playbackGrants)
      .set({ revokedAt: new Date() })
      .where(and(eq(playbackGrants.streamId, stream.id), isNull(playbackGrants.revokedAt)))
      .returning({ id: playbackGrants.id });
    await raiseEpoch(tx, stream.id);
    const before = { grants: revoked.length };
    await recordAudit(tx, { actor, action: "stream.everybody-turned-out", target: stream.id, before });
    await notify(tx, STREAM_CHANGED, stream.id);
  });
  return applySettings(stream.id);
}

/** Tokens of before are void. */
export async function raiseEpoch(tx: Transaction, streamId: string): Promise<void> {
  await tx
    .update(streams)
    .set({ accessEpoch: sql`${streams.accessEpoch} + 1` })
    .where(eq(streams.id, streamId));
}

async function countRevoked(tx: Transaction, streamId: string): Promise<number> {
  const since = new Date(Date.now() - 2 * LONGEST_TOKEN_MS);
  return tx.$count(
    playbackGrants,
    and(eq(playbackGrants.streamId, streamId), gt(playbackGrants.revokedAt, since)),
  );
}
