import { eq } from "drizzle-orm";
import type { Transaction } from "../db/open-database";
import { policies } from "../db/schema";
import { isSame } from "../routing/is-same";
import type { RoutingPolicy } from "../routing/policy";
import { DEFAULT_POLICY } from "../routing/ready-made";
import { findSwitch, type Switch, stageSwitch, withoutSwitch } from "../routing/stage-switch";
import type { PolicyRow } from "./policy-version";

/** A switch of the primary that the active version is a step of. */
export interface RunningSwitch extends Switch {
  /** When its first step was applied, epoch ms. */
  readonly sinceMs: number;
  /** What decided before its first step. */
  readonly before: RoutingPolicy;
}

/** Steps to follow back; a switch that took more began somewhere in them. */
const MOST_STEPS = 50;

/**
 * The switch that the active version is in the middle of, or has just completed; null where neither is so. It is read from
 * the versions themselves, so a switch that was made by hand counts, and one that was undone does not.
 */
export async function findRunningSwitch(
  tx: Pick<Transaction, "select">,
  active: PolicyRow | null,
): Promise<RunningSwitch | null> {
  if (!active) return null;
  const replaced = await findVersion(tx, active.replacedId);
  const step = findSwitch(active.policy) ?? completed(replaced, active);
  if (!step) return null;
  let first = active;
  let before = replaced;
  for (let steps = 0; before && isStep(before, first, step) && steps < MOST_STEPS; steps += 1) {
    first = before;
    before = await findVersion(tx, before.replacedId);
  }
  const { activatedAt, createdAt } = first;
  const origin = withoutSwitch(before?.policy ?? DEFAULT_POLICY, step);
  return { ...step, sinceMs: (activatedAt ?? createdAt).getTime(), before: origin };
}

/** The last step leaves nothing behind that tells of the switch but what it took the place of. */
function completed(replaced: PolicyRow | null, active: PolicyRow): Switch | null {
  const step = replaced && findSwitch(replaced.policy);
  return step && isWhole(active, replaced, step) ? { ...step, percent: 100 } : null;
}

/** Also the whole switch, where `next` is what undoing it brought back. */
function isStep(version: PolicyRow, next: PolicyRow, step: Switch): boolean {
  const found = findSwitch(version.policy);
  return (found?.from === step.from && found.to === step.to) || isWhole(version, next, step);
}

function isWhole(version: PolicyRow, partial: PolicyRow, step: Switch): boolean {
  return isSame(version.policy, stageSwitch(partial.policy, { ...step, percent: 100 }));
}

/** Null for null, and for one that is gone. */
export async function findVersion(
  tx: Pick<Transaction, "select">,
  id: string | null,
): Promise<PolicyRow | null> {
  if (!id) return null;
  const [row] = await tx.select().from(policies).where(eq(policies.id, id));
  return row ?? null;
}
