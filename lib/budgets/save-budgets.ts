import "server-only";
import { z } from "zod";
import type { Actor } from "../auth/actor";
import { Budget } from "../costs/guards/budget";
import { AppError } from "../errors";
import { isSame } from "../routing/is-same";
import { storeBudgets } from "./store-budgets";
import { Budgets } from "./stored-budgets";

export const BudgetReason = z.string().trim().min(1, "reason-missing").max(500);

export const SaveBudgetsInput = z.object({
  budgets: Budgets,
  /** Whether new streams go elsewhere before what was bought ahead is used up; absent: as it was. */
  stocksMayAct: z.boolean().optional(),
  reason: BudgetReason,
});
export type SaveBudgetsInput = z.input<typeof SaveBudgetsInput>;

/** Replaces all budgets. Throws `forbidden`, `invalid-input`, `ZodError`. */
export async function saveBudgets(actor: Actor, input: SaveBudgetsInput): Promise<readonly Budget[]> {
  const { budgets, stocksMayAct, reason } = SaveBudgetsInput.parse(input);
  const { budgets: stored } = await storeBudgets(actor, reason, (before) => ({
    budgets,
    stocksMayAct: stocksMayAct ?? before.stocksMayAct,
  }));
  return stored;
}

/** `before`: the budget that was changed, as its editor saw it; null for a new one. */
export const SaveBudgetInput = z.object({ budget: Budget, before: z.unknown(), reason: BudgetReason });

/**
 * Adds one budget, or replaces the one with its id; the others stay, and what somebody else changed meanwhile is not
 * overwritten. Throws `forbidden`, `invalid-input` (also with the field `before`), `ZodError`.
 */
export async function saveBudget(actor: Actor, input: z.output<typeof SaveBudgetInput>): Promise<void> {
  const { budget, reason } = input;
  await storeBudgets(actor, reason, (before) => {
    const known = before.budgets.find(({ id }) => id === budget.id);
    if (!isSame(known ?? null, input.before))
      throw new AppError("invalid-input", "the budget was changed meanwhile", {
        fieldErrors: { before: ["changed-meanwhile"] },
      });
    const budgets = known
      ? before.budgets.map((one) => (one === known ? budget : one))
      : [...before.budgets, budget];
    return { ...before, budgets };
  });
}

export const RemoveBudgetInput = z.object({ id: z.string().min(1).max(64), reason: BudgetReason });

/** What it did to new streams ends with it; absent already is success. Throws `forbidden`. */
export async function removeBudget(actor: Actor, input: z.output<typeof RemoveBudgetInput>): Promise<void> {
  await storeBudgets(actor, input.reason, (before) => ({
    ...before,
    budgets: before.budgets.filter(({ id }) => id !== input.id),
  }));
}

export const StockGuardInput = z.object({ mayAct: z.boolean(), reason: BudgetReason });

/** Whether new streams go elsewhere before what was bought ahead is used up. Throws `forbidden`. */
export async function setStockGuard(actor: Actor, input: z.output<typeof StockGuardInput>): Promise<void> {
  await storeBudgets(actor, input.reason, (before) => ({ ...before, stocksMayAct: input.mayAct }));
}
