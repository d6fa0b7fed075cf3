import "server-only";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import type { Budget } from "../costs/guards/budget";
import { db, notify } from "../db/client";
import { settings } from "../db/schema";
import { evaluateBudgets } from "./evaluate-budgets";
import { forgetKeptGuards } from "./guard-board";
import { BUDGETS_CHANGED, BUDGETS_KEY, Budgets, lockBudgets, readBudgets } from "./stored-budgets";

export const SaveBudgetsInput = z.object({
  budgets: Budgets,
  reason: z.string().trim().min(1, "reason-missing").max(500),
});
export type SaveBudgetsInput = z.input<typeof SaveBudgetsInput>;

/**
 * Replaces all budgets; they hold for new streams at once, in every process, and where they stand is looked at before this
 * returns. Throws `forbidden`, `ZodError`.
 */
export async function saveBudgets(actor: Actor, input: SaveBudgetsInput): Promise<readonly Budget[]> {
  assertAdmin(actor);
  const { budgets, reason } = SaveBudgetsInput.parse(input);
  await (await db()).transaction(async (tx) => {
    await lockBudgets(tx);
    const before = await readBudgets(tx);
    await tx
      .insert(settings)
      .values({ key: BUDGETS_KEY, value: budgets })
      .onConflictDoUpdate({ target: settings.key, set: { value: budgets } });
    await recordAudit(tx, {
      ...{ actor, action: "budgets.changed", target: BUDGETS_KEY, reason },
      ...{ before, after: budgets },
    });
    await notify(tx, BUDGETS_CHANGED, BUDGETS_KEY);
  });
  await forgetKeptGuards();
  await evaluateBudgets(Date.now());
  return budgets;
}
