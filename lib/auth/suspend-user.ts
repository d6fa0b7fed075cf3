import "server-only";
import { eq, sql } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db/client";
import { users } from "../db/schema";
import { announceStream } from "../streams/announce-stream";
import { endRow } from "../streams/apply-event";
import { isOnAir, isOver } from "../streams/broadcast-machine";
import { stopAtProvider } from "../streams/cut-off";
import { moveOpenStreams } from "../streams/move-open-streams";
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
    return moveOpenStreams(tx, userId, (row) =>
      isOnAir(row.broadcast)
        ? endRow(row, "creator-suspended", new Date())
        : { ...row, broadcast: "blocked" },
    );
  });
  const ended = touched.filter((row) => isOver(row.broadcast));
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
    return moveOpenStreams(tx, userId, (row) =>
      row.broadcast === "blocked" ? { ...row, broadcast: "ready" } : row,
    );
  });
  for (const row of touched) announceStream(row.id);
}
