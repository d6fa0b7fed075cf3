import "server-only";
import { and, desc, eq, ilike, isNull, lt, ne, or, sql } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db/client";
import type { Transaction } from "../db/open-database";
import { channels, type Role, type Tier, users } from "../db/schema";
import { AppError } from "../errors";
import type { Actor } from "./actor";
import { assertAdmin } from "./assert-role";

/** Held by whoever may take an admin's powers away, so that two of the last ones cannot demote each other at once. */
const ADMIN_LOCK = 7_261_002;

/** An account as admins see it. Times are epoch ms. */
export interface UserView {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly tier: Tier;
  readonly handle: string | null;
  readonly suspendedAt: number | null;
  readonly createdAt: number;
}
export interface UserPage {
  readonly users: readonly UserView[];
  /** Pass as `before` for the next page; null at the end. */
  readonly next: string | null;
}

/** For admins, newest first; `search` looks in names and addresses. At most 100 a page. */
export async function listUsers(
  actor: Actor,
  options: { limit?: number; before?: string; search?: string } = {},
): Promise<UserPage> {
  assertAdmin(actor);
  const limit = Math.min(Math.max(options.limit ?? 50, 1), 100);
  const pattern = options.search ? `%${options.search.slice(0, 100).replace(/[\\%_]/g, "\\$&")}%` : null;
  const rows = await (await db())
    .select({ user: users, handle: channels.handle })
    .from(users)
    .leftJoin(channels, eq(channels.userId, users.id))
    .where(
      and(
        pattern ? or(ilike(users.email, pattern), ilike(users.name, pattern)) : undefined,
        options.before ? lt(sql`(${users.createdAt}, ${users.id})`, positionOf(options.before)) : undefined,
      ),
    )
    .orderBy(desc(users.createdAt), desc(users.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  return {
    users: page.map(({ user, handle }) => toView(user, handle)),
    next: rows.length > limit ? (page.at(-1)?.user.id ?? null) : null,
  };
}

function positionOf(userId: string) {
  return sql`(select u.created_at, u.id from users u where u.id = ${userId})`;
}

export async function setTier(actor: Actor, userId: string, tier: Tier): Promise<void> {
  assertAdmin(actor);
  await (await db()).transaction(async (tx) => {
    const user = await lockUser(tx, userId);
    await tx.update(users).set({ tier }).where(eq(users.id, userId));
    await recordAudit(tx, { actor, action: "tier.changed", target: userId, before: user.tier, after: tier });
  });
}

/** Serialises changes of powers. Throws `not-found`. */
export async function lockUser(tx: Transaction, userId: string) {
  await tx.execute(sql`select pg_advisory_xact_lock(${ADMIN_LOCK})`);
  const [user] = await tx.select().from(users).where(eq(users.id, userId));
  if (!user) throw new AppError("not-found");
  return user;
}

export async function assertAnotherAdmin(tx: Transaction, userId: string): Promise<void> {
  const [another] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, "admin"), isNull(users.suspendedAt), ne(users.id, userId)))
    .limit(1);
  if (!another) throw new AppError("last-admin");
}

function toView(user: typeof users.$inferSelect, handle: string | null): UserView {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    role: user.role,
    tier: user.tier,
    handle,
    suspendedAt: user.suspendedAt?.getTime() ?? null,
    createdAt: user.createdAt.getTime(),
  };
}
