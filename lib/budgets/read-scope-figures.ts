import "server-only";
import { eq, type SQL, sql } from "drizzle-orm";
import type { Forecast } from "../costs/forecast/forecast-month";
import type { BudgetScope } from "../costs/guards/budget";
import { type MicroDollars, sumMicros, ZERO } from "../costs/money";
import { usageDays } from "../db/schema";
import { listBilled } from "../ledger/billed-providers";
import { forecastCosts } from "../ledger/forecast-costs";
import { type MonthCostsView, priceBookOf, readMonthCosts } from "../ledger/get-month-costs";
import { dayOf, type GroupBy, monthBeside, monthOf } from "../ledger/month";
import { readSums } from "../ledger/read-sums";
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
    const forecast = spentMicros === null ? null : await readForecast(scope, spentMicros, nowMs);
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

async function readForecast(
  scope: BudgetScope,
  totalMicros: MicroDollars,
  nowMs: number,
): Promise<Forecast | null> {
  const month = monthOf(nowMs);
  const [sums, earlier, { book }] = await Promise.all([
    readSums(month, "day", only(scope)),
    readSums(monthBeside(month, -1), "day", only(scope)),
    priceBookOf(month, nowMs),
  ]);
  return forecastCosts({
    ...{ month, today: dayOf(nowMs), totalMicros, sums, earlier, book },
    providers: listBilled(),
  });
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
