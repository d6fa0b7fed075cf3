import "server-only";
import { and, desc, inArray } from "drizzle-orm";
import { namesOf } from "../audit/list-deeds";
import { db } from "../db/client";
import { auditLog } from "../db/schema";

/** Who last did what to a version, from the audit log. */
export interface PolicyDeed {
  readonly action: string;
  /** Epoch ms. */
  readonly at: number;
  /** Null: the server itself, or an account that is gone. */
  readonly by: string | null;
  readonly reason: string | null;
}

/** What made a version what it is now: editing it says little of it. */
const TELLING = [
  "policy.drafted",
  "policy.applied",
  "policy.undone",
  "policy.switched",
  "policy.scheduled",
  "policy.unscheduled",
  "policy.switch-refused",
] as const;

/** The newest deed of each of these versions. */
export async function listPolicyDeeds(ids: readonly string[]): Promise<ReadonlyMap<string, PolicyDeed>> {
  if (ids.length === 0) return new Map();
  const database = await db();
  const rows = await database
    .selectDistinctOn([auditLog.target])
    .from(auditLog)
    .where(and(inArray(auditLog.target, [...ids]), inArray(auditLog.action, [...TELLING])))
    .orderBy(auditLog.target, desc(auditLog.createdAt));
  const names = await namesOf(rows.flatMap(({ actor }) => actor.id ?? []));
  return new Map(
    rows.map(({ target, action, createdAt, actor, reason }) => [
      target,
      { action, at: createdAt.getTime(), by: (actor.id && names.get(actor.id)) ?? null, reason },
    ]),
  );
}
