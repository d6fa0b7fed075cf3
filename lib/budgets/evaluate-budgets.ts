import "server-only";
import { and, eq, notInArray, sql } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import type { Budget, BudgetScope } from "../costs/guards/budget";
import { evaluateBudget, type GuardChange, type GuardState } from "../costs/guards/evaluate-budget";
import { capBearsOn } from "../costs/guards/hard-cap";
import { db, notify } from "../db/client";
import type { Transaction } from "../db/open-database";
import { guardStates } from "../db/schema";
import { monthOf } from "../ledger/month";
import { postNotice } from "../notices/post-notice";
import { findRunning } from "./find-running";
import { forgetKeptGuards } from "./guard-board";
import { nameScope } from "./name-scope";
import { readScopeFigures, type ScopeFigures } from "./read-scope-figures";
import { scopeKey } from "./scope-key";
import { BUDGETS_CHANGED, lockBudgets, readBudgets } from "./stored-budgets";
import { readGuardStates } from "./stored-states";
import { toNotice } from "./to-notice";

const UNKNOWN: ScopeFigures = { spentMicros: null, forecast: null, isPartial: true };

/**
 * Looks where each budget stands, keeps it, and tells admins what is new: passed or cleared, each once, whichever process
 * looks. Returns what is new.
 */
export async function evaluateBudgets(nowMs: number): Promise<readonly GuardChange[]> {
  const scopes = (await readBudgets()).map(({ scope }) => scope);
  // Before the transaction: the embedded database has one connection.
  const figures = await readScopeFigures(scopes, nowMs);
  const names = new Map<string, string | null>();
  for (const scope of scopes) names.set(scopeKey(scope), await nameScope(scope));
  const news = await (await db()).transaction(async (tx) => {
    await lockBudgets(tx);
    // Again: an admin may have changed them meanwhile. What came new is looked at the next time.
    const budgets = (await readBudgets(tx)).filter(({ scope }) => figures.has(scopeKey(scope)));
    const before = await readGuardStates(tx);
    const all: GuardChange[] = [];
    for (const budget of budgets) {
      const own = figures.get(scopeKey(budget.scope)) ?? UNKNOWN;
      const { states, changes } = evaluateBudget(budget, toFigures(own, nowMs), before, nowMs);
      await keep(tx, budget.id, states);
      for (const change of changes) {
        const whose = names.get(scopeKey(budget.scope)) ?? null;
        const ends = await countEnded(tx, budget.scope, change);
        const notice = toNotice(change, { scope: budget.scope, whose, figures: own, ends, nowMs });
        await postNotice(tx, notice, nowMs);
        await recordAudit(tx, {
          ...{ actor: null, action: `budget.${change.type}`, target: budget.id },
          after: notice.details,
        });
      }
      all.push(...changes);
    }
    await forget(tx, await readBudgets(tx));
    if (all.length > 0) await notify(tx, BUDGETS_CHANGED, "guards");
    return all;
  });
  if (news.length > 0) await forgetKeptGuards();
  return news;
}

/** How many streams on air its hard cap will end; null where none is in force. */
async function countEnded(
  tx: Transaction,
  scope: BudgetScope,
  { endsStreamsAt }: GuardChange,
): Promise<number | null> {
  if (endsStreamsAt === undefined) return null;
  return (await findRunning(tx)).filter((stream) => capBearsOn(scope, stream)).length;
}

function toFigures({ spentMicros, forecast }: ScopeFigures, nowMs: number) {
  return { month: monthOf(nowMs), spentMicros, forecastMicros: forecast?.expectedMicros ?? null };
}

async function keep(tx: Transaction, budget: string, states: readonly GuardState[]): Promise<void> {
  await tx
    .insert(guardStates)
    .values(states.map((state) => ({ budget, threshold: state.threshold, state })))
    .onConflictDoUpdate({
      target: [guardStates.budget, guardStates.threshold],
      set: { state: sql`excluded.state` },
    });
}

/** What no budget speaks of any more begins anew if it ever comes back. */
async function forget(tx: Transaction, budgets: readonly Budget[]): Promise<void> {
  const ids = budgets.map(({ id }) => id);
  await tx.delete(guardStates).where(ids.length > 0 ? notInArray(guardStates.budget, ids) : undefined);
  for (const { id, thresholds } of budgets) {
    const known = thresholds.map((threshold) => threshold.id);
    await tx
      .delete(guardStates)
      .where(and(eq(guardStates.budget, id), notInArray(guardStates.threshold, known)));
  }
}
