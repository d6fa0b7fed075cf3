import "server-only";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import { policies } from "../db/schema";
import { AppError } from "../errors";
import { lockPolicies, takePolicy } from "./activate";
import { assertAppliable } from "./assert-appliable";
import { ChangeReason, type PolicyVersion, toPolicyVersion } from "./policy-version";

/**
 * Switches to a draft at `at` (epoch ms); a scheduled one moves there, and with null becomes a draft again. Throws
 * `forbidden`, `not-found`, `invalid-input` for a time that is past.
 */
export async function schedulePolicy(
  actor: Actor,
  input: { readonly id: string; readonly at: number | null; readonly reason: string },
): Promise<PolicyVersion> {
  assertAdmin(actor);
  const reason = ChangeReason.parse(input.reason);
  const { id, at } = input;
  if (at !== null && !(at > Date.now())) throw new AppError("invalid-input", "the time is past");
  return (await db()).transaction(async (tx) => {
    await lockPolicies(tx);
    const before = await takePolicy(tx, id, ["draft", "scheduled"]);
    if (at !== null) assertAppliable(before.policy);
    const set = {
      state: at === null ? "draft" : "scheduled",
      switchAt: at === null ? null : new Date(at),
    } as const;
    const [row] = await tx.update(policies).set(set).where(eq(policies.id, id)).returning();
    if (!row) throw new AppError("unexpected", "the policy was not stored");
    await recordAudit(tx, {
      actor,
      action: at === null ? "policy.unscheduled" : "policy.scheduled",
      target: id,
      before: before.switchAt,
      after: set.switchAt,
      reason,
    });
    return toPolicyVersion(row);
  });
}
