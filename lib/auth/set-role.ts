import "server-only";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db/client";
import { type Role, users } from "../db/schema";
import { announceStream } from "../streams/announce-stream";
import { endRow } from "../streams/apply-event";
import { isOnAir } from "../streams/broadcast-machine";
import { stopAtProvider } from "../streams/cut-off";
import { moveOpenStreams } from "../streams/move-open-streams";
import type { Actor } from "./actor";
import { assertAdmin } from "./assert-role";
import { createChannel } from "./create-account";
import { assertAnotherAdmin, lockUser } from "./users";

/** Whoever becomes a creator gets a channel; whoever stops being one goes off the air at once. Throws `not-found`, `last-admin`. */
export async function setRole(actor: Actor, userId: string, role: Role): Promise<void> {
  assertAdmin(actor);
  const ended = await (await db()).transaction(async (tx) => {
    const user = await lockUser(tx, userId);
    if (user.role === role) return [];
    if (user.role === "admin") await assertAnotherAdmin(tx, userId);
    await tx.update(users).set({ role }).where(eq(users.id, userId));
    if (role !== "viewer") await createChannel(tx, userId, user.name);
    await recordAudit(tx, { actor, action: "role.changed", target: userId, before: user.role, after: role });
    if (role !== "viewer") return [];
    return moveOpenStreams(tx, userId, (row) =>
      isOnAir(row.broadcast) ? endRow(row, "ended-by-admin", new Date()) : row,
    );
  });
  await Promise.all(ended.map(stopAtProvider));
  for (const row of ended) announceStream(row.id);
}
