import "server-only";
import { eq, type SQL, sql } from "drizzle-orm";
import type { Forecast } from "../costs/forecast/forecast-month";
import type { BudgetScope } from "../costs/guards/budget";
import { type MicroDollars, sumMicros, ZERO } from "../costs/money";
import { usageDays } from "../db/schema";
import { listBilled, toBilled } from "../ledger/billed-providers";
import { type MonthCostsView, priceBookOf, readMonthCosts } from "../ledger/get-month-costs";
import type { GroupBy } from "../ledger/month";
import { readSums } from "../ledger/read-sums";
import { forecastScope, priceDays } from "./forecast-scope";
import { monthBefore, monthOf } from "./month-of";
import { scopeKey } from "./scope-key";

/** Where a scope's month stands. */
export interface ScopeFigures {
  /** Of what is known; null where nothing is. */
  readonly spentMicros: MicroDollars | null;
  /** Null while nothing is known to go by. */
  readonly forecast: Forecast | null;
  /** Whether a part of it is unknown, so that it is at least so much. */
  readonly isPartial: boolean;
}

const GROUP: Record<BudgetScope["kind"], GroupBy> = {
  all: "provider",
  provider: "provider",
  tier: "tier",
  channel: "creator",
};

/** What was spent in the running month and what it is expected to end with, by `scopeKey`. */
export async function readScopeFigures(
  scopes: readonly BudgetScope[],
  nowMs: number,
): Promise<ReadonlyMap<string, ScopeFigures>> {
  const month = monthOf(nowMs);
  const unique = [...new Map(scopes.map((scope) => [scopeKey(scope), scope])).values()];
  const costs = new Map<GroupBy, MonthCostsView>();
  for (const groupBy of new Set(unique.map(({ kind }) => GROUP[kind])))
    costs.set(groupBy, await readMonthCosts(month, groupBy, nowMs));
  const figures = new Map<string, ScopeFigures>();
  for (const scope of unique) {
    const known = costs.get(GROUP[scope.kind]);
    if (!known) continue;
    const { spentMicros, isPartial } = spentOn(scope, known);
    const forecast =
      spentMicros === null ? null : forecastScope(nowMs, spentMicros, await readDays(scope, month, nowMs));
    figures.set(scopeKey(scope), { spentMicros, isPartial, forecast });
  }
  return figures;
}

/** Of somebody who took nothing: nothing, which is known. */
function spentOn(scope: BudgetScope, costs: MonthCostsView): Pick<ScopeFigures, "spentMicros" | "isPartial"> {
  if (scope.kind === "all") return { spentMicros: costs.totalMicros, isPartial: costs.isPartial };
  if (scope.kind === "provider") {
    const invoice = costs.providers.find(({ provider }) => provider === scope.provider);
    return invoice
      ? { spentMicros: invoice.totalMicros, isPartial: invoice.unknown.length > 0 }
      : { spentMicros: ZERO, isPartial: false };
  }
  const id = scope.kind === "tier" ? scope.tier : scope.channelId;
  const own = costs.groups.filter(({ group }) => group === id);
  const known = own.flatMap(({ amountMicros }) => amountMicros ?? []);
  return {
    spentMicros: own.length > 0 && known.length === 0 ? null : sumMicros(known),
    isPartial: own.some((group) => group.isPartial),
  };
}

async function readDays(scope: BudgetScope, month: string, nowMs: number) {
  const billed = new Map(listBilled().map((one) => [one.id, one]));
  const days = new Map<string, MicroDollars | null>();
  for (const one of [monthBefore(month), month]) {
    const sums = await readSums(one, "day", only(scope));
    const { book } = await priceBookOf(one, nowMs);
    const priced = priceDays(one, sums, (id) => billed.get(id) ?? toBilled(id), book);
    for (const [day, micros] of priced) days.set(day, micros);
  }
  return days;
}

function only(scope: BudgetScope): SQL | undefined {
  switch (scope.kind) {
    case "all":
      return undefined;
    case "provider":
      return eq(usageDays.provider, scope.provider);
    case "tier":
      return sql`${usageDays.tier} = ${scope.tier}`;
    case "channel":
      return eq(usageDays.channelId, scope.channelId);
  }
}
