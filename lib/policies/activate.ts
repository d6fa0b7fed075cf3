import { eq, sql } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import type { Actor } from "../auth/actor";
import { notify } from "../db/client";
import type { Transaction } from "../db/open-database";
import { policies } from "../db/schema";
import { AppError } from "../errors";
import type { RoutingPolicy } from "../routing/policy";
import { randomText } from "../secrets/random-text";
import { assertAppliable } from "./assert-appliable";
import { POLICY_CHANGED, type PolicyRow, type PolicyState } from "./policy-version";

const POLICY_LOCK = 7_261_010;

export interface Activation {
  /** Null when a schedule is kept. */
  readonly actor: Actor | null;
  readonly action: "policy.applied" | "policy.undone" | "policy.switched";
  readonly reason: string;
  readonly nowMs: number;
}

/** One change of policies at a time, on all processes, until the transaction ends. */
export async function lockPolicies(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${POLICY_LOCK})`);
}

/** The version, locked; throws `not-found` unless it is in one of these states. */
export async function takePolicy(
  tx: Transaction,
  id: string,
  states: readonly PolicyState[],
): Promise<PolicyRow> {
  const [row] = await tx.select().from(policies).where(eq(policies.id, id)).for("update");
  if (!row || !states.includes(row.state))
    throw new AppError("not-found", `no such policy ${id.slice(0, 64)}`);
  return row;
}

export async function findActive(tx: Pick<Transaction, "select">): Promise<PolicyRow | null> {
  const [row] = await tx.select().from(policies).where(eq(policies.state, "active"));
  return row ?? null;
}

/** Lets `row` decide from now on, in place of whichever did, and tells every process. Policies are locked by the caller. */
export async function activate(tx: Transaction, row: PolicyRow, how: Activation): Promise<PolicyRow> {
  assertAppliable(row.policy);
  const before = await findActive(tx);
  if (before) await tx.update(policies).set({ state: "retired" }).where(eq(policies.id, before.id));
  const activatedAt = new Date(how.nowMs);
  const [after] = await tx
    .update(policies)
    .set({ state: "active", activatedAt, switchAt: null, replacedId: before?.id ?? null })
    .where(eq(policies.id, row.id))
    .returning();
  if (!after) throw new AppError("unexpected", "the policy was not stored");
  await recordAudit(tx, {
    actor: how.actor,
    action: how.action,
    target: row.id,
    before: before?.policy ?? null,
    after: row.policy,
    reason: how.reason,
  });

  await notify(tx, POLICY_CHANGED, "");
  return after;
}

/** The same for a policy that is no version yet: it becomes one. Policies are locked by the caller. */
export async function activateAnew(
  tx: Transaction,
  policy: RoutingPolicy,
  how: Activation & { readonly actor: Actor },
): Promise<PolicyRow> {
  const values = { id: randomText(16), state: "draft", policy, createdBy: how.actor.userId } as const;
  const [row] = await tx.insert(policies).values(values).returning();
  if (!row) throw new AppError("unexpected", "the policy was not stored");
  return activate(tx, row, how);
}
