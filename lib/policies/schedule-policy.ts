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

/** Nobody plans further ahead, and later years are none that databases read. */
const MOST_AHEAD_MS = 10 * 366 * 86_400_000;

/**
 * Switches to a draft at `at` (epoch ms); a scheduled one moves there, and with null becomes a draft again. Throws
 * `forbidden`, `not-found`, `invalid-input` for a time that is past, or more than ten years ahead.
 */
export async function schedulePolicy(
  actor: Actor,
  input: { readonly id: string; readonly at: number | null; readonly reason: string },
): Promise<PolicyVersion> {
  assertAdmin(actor);
  const reason = ChangeReason.parse(input.reason);
  const { id, at } = input;
  const now = Date.now();
  if (at !== null && !(at > now && at <= now + MOST_AHEAD_MS))
    throw new AppError("invalid-input", "the time is past, or too far ahead");
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
