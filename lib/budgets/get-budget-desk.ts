import "server-only";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import type { Budget } from "../costs/guards/budget";
import type { GuardState } from "../costs/guards/evaluate-budget";
import { TIERS, type Tier } from "../db/schema";
import { readMonthCosts } from "../ledger/get-month-costs";
import { monthOf } from "../ledger/month";
import { type DeliveryView, listDeliveries } from "../notices/list-deliveries";
import { listNotices } from "../notices/list-notices";
import { listWays } from "../notices/list-ways";
import type { Notice, Way } from "../notices/notice";
import { describeProviderId, listConfigured } from "../providers/get-provider";
import { readGuardBoard } from "./guard-board";
import { nameScope } from "./name-scope";
import { readScopeFigures, type ScopeFigures } from "./read-scope-figures";
import { scopeKey } from "./scope-key";
import type { KeptStock } from "./stored-stocks";

export interface BudgetView {
  readonly budget: Budget;
  /** Whose spend it is; a tier by its id; null for everybody's. */
  readonly whose: string | null;
  readonly figures: ScopeFigures;
  /** Of this month. */
  readonly states: readonly GuardState[];
}

export interface Named {
  readonly id: string;
  readonly label: string;
}

/** Everything that an administrator sees of budgets and of what was told of them. */
export interface BudgetDesk {
  readonly month: string;
  readonly budgets: readonly BudgetView[];
  readonly stocks: readonly (KeptStock & { readonly label: string })[];
  readonly stocksMayAct: boolean;
  readonly ways: readonly Way[];
  readonly told: readonly { readonly notice: Notice; readonly deliveries: readonly DeliveryView[] }[];
  /** Whose spend a new budget may be over. */
  readonly choices: {
    readonly providers: readonly Named[];
    readonly tiers: readonly Tier[];
    /** Creators whose streams cost something this month, the dearest first. */
    readonly channels: readonly Named[];
  };
}

const MOST_TOLD = 12;
const MOST_CHANNELS = 100;

/** Asks no provider. Throws `forbidden`. */
export async function getBudgetDesk(actor: Actor, nowMs: number): Promise<BudgetDesk> {
  assertAdmin(actor);
  const month = monthOf(nowMs);
  const { budgets, states, stocks, stocksMayAct } = await readGuardBoard();
  const [figures, creators, notices, deliveries] = await Promise.all([
    readScopeFigures(
      budgets.map(({ scope }) => scope),
      nowMs,
    ),
    readMonthCosts(month, "creator", nowMs),
    listNotices(actor, { limit: MOST_TOLD }),
    listDeliveries(actor, { limit: 2 * MOST_TOLD, nowMs }),
  ]);
  const named = (id: string): Named => ({ id, label: describeProviderId(id).label });
  const spenders = [...creators.groups].sort((a, b) => (b.amountMicros ?? 0) - (a.amountMicros ?? 0));
  return {
    month,
    stocksMayAct,
    budgets: await Promise.all(
      budgets.map(async (budget) => ({
        budget,
        whose: await nameScope(budget.scope),
        figures: figures.get(scopeKey(budget.scope)) ?? {
          spentMicros: null,
          forecast: null,
          isPartial: true,
        },
        states: states.filter((state) => state.budget === budget.id && state.month === month),
      })),
    ),
    stocks: stocks.map((stock) => ({ ...stock, label: named(stock.provider).label })),
    ways: listWays(),
    told: notices.map((notice) => ({
      notice,
      deliveries: deliveries.filter((delivery) => delivery.notice.id === notice.id),
    })),
    choices: {
      providers: listConfigured().map(named),
      tiers: TIERS,
      channels: [...new Set(spenders.map(({ group }) => group))]
        .flatMap((id) => (creators.labels[id] ? [{ id, label: creators.labels[id] }] : []))
        .slice(0, MOST_CHANNELS),
    },
  };
}
