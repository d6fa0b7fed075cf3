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
import { stocksMayAct, writeStocksMayAct } from "./stored-stocks";

export const SaveBudgetsInput = z.object({
  budgets: Budgets,
  /** Whether new streams go elsewhere before what was bought ahead is used up; absent: as it was. */
  stocksMayAct: z.boolean().optional(),
  reason: z.string().trim().min(1, "reason-missing").max(500),
});
export type SaveBudgetsInput = z.input<typeof SaveBudgetsInput>;

/**
 * Replaces all budgets; they hold for new streams at once, in every process, and where they stand is looked at before this
 * returns. Throws `forbidden`, `ZodError`.
 */
export async function saveBudgets(actor: Actor, input: SaveBudgetsInput): Promise<readonly Budget[]> {
  assertAdmin(actor);
  const { budgets, stocksMayAct: mayAct, reason } = SaveBudgetsInput.parse(input);
  await (await db()).transaction(async (tx) => {
    await lockBudgets(tx);
    const before = { budgets: await readBudgets(tx), stocksMayAct: await stocksMayAct(tx) };
    const after = { budgets, stocksMayAct: mayAct ?? before.stocksMayAct };
    await tx
      .insert(settings)
      .values({ key: BUDGETS_KEY, value: budgets })
      .onConflictDoUpdate({ target: settings.key, set: { value: budgets } });
    await writeStocksMayAct(tx, after.stocksMayAct);
    await recordAudit(tx, {
      ...{ actor, action: "budgets.changed", target: BUDGETS_KEY, reason },
      ...{ before, after },
    });
    await notify(tx, BUDGETS_CHANGED, BUDGETS_KEY);
  });
  await forgetKeptGuards();
  await evaluateBudgets(Date.now());
  return budgets;
}
