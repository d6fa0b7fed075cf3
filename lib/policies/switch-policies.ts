import "server-only";
import { and, asc, eq, lte } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import { db } from "../db/client";
import type { Transaction } from "../db/open-database";
import { policies } from "../db/schema";
import { isAppError } from "../errors";
import { logger } from "../logger";
import { activate, lockPolicies } from "./activate";
import { assertAppliable } from "./assert-appliable";
import type { PolicyRow } from "./policy-version";

const SWEEP_EVERY_MS = 5_000;

/**
 * Switches to what is due, in the order of its times: also after a time at which nothing ran. What can't carry everybody
 * any more becomes a draft again, with the reason in the audit log. Returns the ids it switched to.
 */
export async function switchPolicies(nowMs: number): Promise<readonly string[]> {
  return (await db()).transaction(async (tx) => {
    await lockPolicies(tx);
    const due = await tx
      .select()
      .from(policies)
      .where(and(eq(policies.state, "scheduled"), lte(policies.switchAt, new Date(nowMs))))
      .orderBy(asc(policies.switchAt), asc(policies.id));
    const switched: string[] = [];
    for (const row of due) if (await switchTo(tx, row, nowMs)) switched.push(row.id);
    return switched;
  });
}

async function switchTo(tx: Transaction, row: PolicyRow, nowMs: number): Promise<boolean> {
  try {
    assertAppliable(row.policy);
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { message: reason } = error;
    await tx.update(policies).set({ state: "draft", switchAt: null }).where(eq(policies.id, row.id));
    await recordAudit(tx, { actor: null, action: "policy.switch-refused", target: row.id, reason });
    logger().error({ policyId: row.id, reason }, "a scheduled policy could not be switched to");
    return false;
  }
  await activate(tx, row, { actor: null, action: "policy.switched", reason: "its time has come", nowMs });
  return true;
}

/** Returns the way to stop. */
export function startSwitchingPolicies(): () => void {
  const timer = setInterval(() => {
    switchPolicies(Date.now()).catch((error: unknown) => {
      logger().error({ err: error }, "scheduled policies could not be looked for");
    });
  }, SWEEP_EVERY_MS).unref();
  return () => clearInterval(timer);
}
