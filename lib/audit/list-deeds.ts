import "server-only";
import { desc, inArray } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import { auditLog, users } from "../db/schema";

/** Who did what, as the audit log tells it. Plain data. */
export interface Deed {
  readonly id: string;
  /** Noun-verb, past, e.g. `policy.applied`. */
  readonly action: string;
  readonly target: string;
  /** Epoch ms. */
  readonly at: number;
  /** Null: the server itself, or an account that is gone. */
  readonly by: string | null;
  readonly reason: string | null;
}

/** The latest deeds of everybody, newest first. For admins; throws `forbidden`. */
export async function listDeeds(actor: Actor, limit: number): Promise<readonly Deed[]> {
  assertAdmin(actor);
  const database = await db();
  const rows = await database
    .select()
    .from(auditLog)
    .orderBy(desc(auditLog.createdAt), desc(auditLog.id))
    .limit(limit);
  const names = await namesOf(rows.flatMap(({ actor: by }) => by.id ?? []));
  return rows.map(({ id, action, target, createdAt, actor: by, reason }) => ({
    ...{ id, action, target, reason, at: createdAt.getTime() },
    by: (by.id && names.get(by.id)) ?? null,
  }));
}

/** By id; accounts that are gone are missing. */
export async function namesOf(userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(userIds)];
  if (wanted.length === 0) return new Map();
  const rows = await (await db())
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(inArray(users.id, wanted));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
