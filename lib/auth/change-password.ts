import "server-only";
import { eq, sql } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db/client";
import { users } from "../db/schema";
import { AppError } from "../errors";
import type { Actor } from "./actor";
import { hashPassword, verifyPassword } from "./passwords";
import { limitRate } from "./rate-limits";
import { findAccount } from "./read-actor";

/** Ends every session of the account. Throws `wrong-password`, `rate-limited`; an account without a password sets its first. */
export async function changePassword(
  actor: Actor,
  input: { current?: string | undefined; next: string },
): Promise<void> {
  if (actor.kind !== "session") throw new AppError("forbidden");
  await limitRate("password-change", actor.userId);
  const account = await findAccount(actor.userId);
  if (!account) throw new AppError("unauthenticated");
  if (account.passwordHash && !(await verifyPassword(account.passwordHash, input.current ?? ""))) {
    throw new AppError("wrong-password");
  }
  const passwordHash = await hashPassword(input.next);
  await (await db()).transaction(async (tx) => {
    await tx
      .update(users)
      .set({ passwordHash, sessionVersion: sql`${users.sessionVersion} + 1` })
      .where(eq(users.id, actor.userId));
    await recordAudit(tx, { actor, action: "password.changed", target: actor.userId });
  });
}
