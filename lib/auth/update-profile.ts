import "server-only";
import { and, eq, ne, sql } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db/client";
import { isUniqueViolation } from "../db/is-unique-violation";
import { channels, users } from "../db/schema";
import { AppError } from "../errors";
import type { Actor } from "./actor";
import { isReservedHandle } from "./handles";

/** Throws `handle-reserved`, `handle-taken`. Links to the old handle stop working. */
export async function updateProfile(
  actor: Actor,
  input: { name: string; handle?: string | undefined; bio?: string | undefined },
): Promise<{ name: string; handle: string | null }> {
  if (actor.kind !== "session") throw new AppError("forbidden");
  const handle = actor.channel ? (input.handle ?? actor.channel.handle) : null;
  if (handle && handle !== actor.channel?.handle && isReservedHandle(handle))
    throw new AppError("handle-reserved");
  const stored = (await db()).transaction(async (tx) => {
    await tx.update(users).set({ name: input.name }).where(eq(users.id, actor.userId));
    if (actor.channel && input.bio !== undefined)
      await tx.update(channels).set({ bio: input.bio }).where(eq(channels.id, actor.channel.id));
    if (!handle || !actor.channel || handle === actor.channel.handle) return;
    const [taken] = await tx
      .select({ id: channels.id })
      .from(channels)
      .where(and(sql`lower(${channels.handle}) = ${handle}`, ne(channels.id, actor.channel.id)));
    if (taken) throw new AppError("handle-taken");
    await tx.update(channels).set({ handle }).where(eq(channels.id, actor.channel.id));
    const before = actor.channel.handle;
    await recordAudit(tx, {
      actor,
      action: "handle.changed",
      target: actor.channel.id,
      before,
      after: handle,
    });
  });
  await stored.catch((error: unknown) => {
    throw isUniqueViolation(error) ? new AppError("handle-taken", undefined, { cause: error }) : error;
  });
  return { name: input.name, handle };
}
