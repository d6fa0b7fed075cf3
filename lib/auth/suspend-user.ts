import "server-only";
import { and, eq, ne, sql } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db/client";
import type { Transaction } from "../db/open-database";
import { channels, streams, users } from "../db/schema";
import { announceStream } from "../streams/announce-stream";
import { endRow, type StreamRow } from "../streams/apply-event";
import { isOnAir } from "../streams/broadcast-machine";
import { stopAtProvider } from "../streams/cut-off";
import { writeStreams } from "../streams/write-streams";
import type { Actor } from "./actor";
import { assertAdmin } from "./assert-role";
import { assertAnotherAdmin, lockUser } from "./users";

/** Ends the account's sessions and tokens at once, ends what is on air, and blocks what was ready. Throws `not-found`, `last-admin`. */
export async function suspendUser(
  actor: Actor,
  userId: string,
  reason?: string,
): Promise<{ endedStreams: number; cutOff: "done" | "pending" }> {
  assertAdmin(actor);
  const touched = await (await db()).transaction(async (tx) => {
    const user = await lockUser(tx, userId);
    if (user.suspendedAt) return [];
    if (user.role === "admin") await assertAnotherAdmin(tx, userId);
    await tx
      .update(users)
      .set({ suspendedAt: new Date(), sessionVersion: sql`${users.sessionVersion} + 1` })
      .where(eq(users.id, userId));
    await recordAudit(tx, { actor, action: "user.suspended", target: userId, reason });
    return moveStreams(tx, userId, (row) =>
      isOnAir(row.broadcast)
        ? endRow(row, "creator-suspended", new Date())
        : { ...row, broadcast: "blocked" },
    );
  });
  const ended = touched.filter((row) => row.broadcast === "ended");
  const results = await Promise.all(ended.map(stopAtProvider));
  for (const row of touched) announceStream(row.id);
  return { endedStreams: ended.length, cutOff: results.every(Boolean) ? "done" : "pending" };
}

/** What was ready before is ready again; what was ended stays ended. Throws `not-found`. */
export async function unsuspendUser(actor: Actor, userId: string): Promise<void> {
  assertAdmin(actor);
  const touched = await (await db()).transaction(async (tx) => {
    const user = await lockUser(tx, userId);
    if (!user.suspendedAt) return [];
    await tx.update(users).set({ suspendedAt: null }).where(eq(users.id, userId));
    await recordAudit(tx, { actor, action: "user.unsuspended", target: userId });
    return moveStreams(tx, userId, (row) =>
      row.broadcast === "blocked" ? { ...row, broadcast: "ready" } : row,
    );
  });
  for (const row of touched) announceStream(row.id);
}

/** Moves every stream of the account that is not over; bounded by how many a creator may have open. */
async function moveStreams(
  tx: Transaction,
  userId: string,
  move: (row: StreamRow) => StreamRow,
): Promise<readonly StreamRow[]> {
  const [channel] = await tx.select({ id: channels.id }).from(channels).where(eq(channels.userId, userId));
  if (!channel) return [];
  const rows = await tx
    .select()
    .from(streams)
    .where(and(eq(streams.channelId, channel.id), ne(streams.broadcast, "ended")))
    .orderBy(streams.id)
    .for("update");
  const changes = rows
    .map((before) => ({ before, after: move(before) }))
    .filter((one) => one.before !== one.after);
  await writeStreams(tx, changes);
  return changes.map((one) => one.after);
}
