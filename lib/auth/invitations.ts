import "server-only";
import { and, eq, gt, isNull } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db/client";
import type { Database, Transaction } from "../db/open-database";
import { invitations, type Role, type Tier, users } from "../db/schema";
import { env } from "../env";
import { AppError } from "../errors";
import { keyedHash } from "../secrets/keyed-hash";
import { randomText } from "../secrets/random-text";
import type { Actor } from "./actor";
import { assertAdmin } from "./assert-role";

const LIFETIME_MS = 7 * 86_400_000;

export interface InvitationView {
  readonly role: Role;
  readonly tier: Tier;
  /** True for the link that the server prints while there is no admin. */
  readonly isFirstAdmin: boolean;
}

/** `url` is the only time the token is seen. Expires after seven days. */
export async function createInvitation(
  actor: Actor,
  input: { role: Role; tier: Tier },
): Promise<{ url: string; expiresAt: number }> {
  assertAdmin(actor);
  return (await db()).transaction(async (tx) => {
    const made = await insertInvitation(tx, { ...input, createdBy: actor.userId });
    await recordAudit(tx, { actor, action: "invitation.created", target: made.id, after: input });
    return { url: made.url, expiresAt: made.expiresAt };
  });
}

/** What a link offers; null when it was used, has expired, or never existed. */
export async function findInvitation(token: string): Promise<InvitationView | null> {
  const database = await db();
  const [row] = await database.select().from(invitations).where(isOpen(token));
  if (!row) return null;
  const isFirstAdmin = row.createdBy === null && row.role === "admin";
  if (isFirstAdmin && (await hasAdmin(database))) return null;
  return { role: row.role, tier: row.tier, isFirstAdmin };
}

/** Uses it up, at once for good if the transaction commits. Throws `invitation-invalid`. */
export async function useInvitation(tx: Transaction, token: string): Promise<{ role: Role; tier: Tier }> {
  const [used] = await tx.update(invitations).set({ usedAt: new Date() }).where(isOpen(token)).returning();
  if (!used) throw new AppError("invitation-invalid");
  // An invitation outlives neither the need for a first admin nor the right of whoever wrote it.
  if (used.createdBy === null ? await hasAdmin(tx) : !(await isAdmin(tx, used.createdBy))) {
    throw new AppError("invitation-invalid");
  }
  return { role: used.role, tier: used.tier };
}

/** A fresh link for the first admin, which voids the ones before; null when there is an admin. */
export async function ensureFirstAdminInvitation(): Promise<string | null> {
  return (await db()).transaction(async (tx) => {
    if (await hasAdmin(tx)) return null;
    await tx.delete(invitations).where(and(isNull(invitations.createdBy), isNull(invitations.usedAt)));
    return (await insertInvitation(tx, { role: "admin", tier: "premium", createdBy: null })).url;
  });
}

export async function hasAdmin(via: Database | Transaction): Promise<boolean> {
  const [admin] = await via
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, "admin"), isNull(users.suspendedAt)))
    .limit(1);
  return admin !== undefined;
}

async function isAdmin(tx: Transaction, userId: string): Promise<boolean> {
  const [user] = await tx
    .select({ role: users.role, suspendedAt: users.suspendedAt })
    .from(users)
    .where(eq(users.id, userId));
  return user?.role === "admin" && user.suspendedAt === null;
}

function isOpen(token: string) {
  return and(
    eq(invitations.tokenHash, keyedHash("invitation", token)),
    isNull(invitations.usedAt),
    gt(invitations.expiresAt, new Date()),
  );
}

async function insertInvitation(tx: Transaction, wish: { role: Role; tier: Tier; createdBy: string | null }) {
  const token = randomText(32);
  const expiresAt = new Date(Date.now() + LIFETIME_MS);
  const id = randomText(20);
  await tx.insert(invitations).values({ id, ...wish, tokenHash: keyedHash("invitation", token), expiresAt });
  return { id, url: `${env().PUBLIC_URL}/sign-up?invitation=${token}`, expiresAt: expiresAt.getTime() };
}
