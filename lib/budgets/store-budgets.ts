import "server-only";
import { eq } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import type { Budget, BudgetScope } from "../costs/guards/budget";
import { db, notify } from "../db/client";
import type { Transaction } from "../db/open-database";
import { channels, settings, TIERS } from "../db/schema";
import { AppError } from "../errors";
import { findProvider } from "../providers/registry";
import { evaluateBudgets } from "./evaluate-budgets";
import { forgetKeptGuards } from "./guard-board";
import { BUDGETS_CHANGED, BUDGETS_KEY, Budgets, lockBudgets, readBudgets } from "./stored-budgets";
import { stocksMayAct, writeStocksMayAct } from "./stored-stocks";

/** All that admins set of what spend may do. */
export interface GuardSettings {
  readonly budgets: readonly Budget[];
  readonly stocksMayAct: boolean;
}

/**
 * Changes what is stored, written down with its reason. It holds for new streams at once, in every process, and where budgets
 * stand is looked at before this returns. Throws `forbidden`, `invalid-input`, `ZodError`.
 */
export async function storeBudgets(
  actor: Actor,
  reason: string,
  change: (before: GuardSettings) => GuardSettings,
): Promise<GuardSettings> {
  assertAdmin(actor);
  const stored = await (await db()).transaction(async (tx) => {
    await lockBudgets(tx);
    const before = { budgets: await readBudgets(tx), stocksMayAct: await stocksMayAct(tx) };
    const wanted = change(before);
    const after = { ...wanted, budgets: Budgets.parse(wanted.budgets) };
    for (const budget of after.budgets)
      if (!before.budgets.some(({ id }) => id === budget.id)) await assertScope(tx, budget.scope);
    await tx
      .insert(settings)
      .values({ key: BUDGETS_KEY, value: after.budgets })
      .onConflictDoUpdate({ target: settings.key, set: { value: after.budgets } });
    await writeStocksMayAct(tx, after.stocksMayAct);
    await recordAudit(tx, {
      ...{ actor, action: "budgets.changed", target: BUDGETS_KEY, reason },
      ...{ before, after },
    });
    await notify(tx, BUDGETS_CHANGED, BUDGETS_KEY);
    return after;
  });
  await forgetKeptGuards();
  await evaluateBudgets(Date.now());
  return stored;
}

/** A budget over nobody would stay at nothing for ever. */
async function assertScope(tx: Transaction, scope: BudgetScope): Promise<void> {
  if (!(await isKnown(tx, scope))) throw new AppError("invalid-input", "a budget over what is not there");
}

async function isKnown(tx: Transaction, scope: BudgetScope): Promise<boolean> {
  switch (scope.kind) {
    case "all":
      return true;
    case "provider":
      return findProvider(scope.provider) !== null;
    case "tier":
      return TIERS.some((tier) => tier === scope.tier);
    case "channel":
      return (await tx.$count(channels, eq(channels.id, scope.channelId))) > 0;
  }
}
