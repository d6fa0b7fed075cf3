import type { ProviderId } from "../../providers/contract";
import { sumMicros } from "../money";
import { findPlan } from "../price-book/find-plan";
import { PRICE_ITEMS, type PriceBook } from "../price-book/price-book";
import { priceItem } from "./price-item";
import { priceServer } from "./price-server";
import type { CostLine, PriceContext, PricedUsage, UsageQuantities } from "./priced-usage";

/**
 * What usage costs at a provider by one version of the prices, line by line, before tax. What is not known is null and
 * named in `unknown`, never 0. Amounts are exact to a micro-dollar. Pure; throws `RangeError` past nine billion dollars.
 */
export function priceUsage(
  usage: UsageQuantities,
  provider: ProviderId,
  book: PriceBook,
  context: PriceContext,
): PricedUsage {
  const found = findPlan(book, provider, context.plan);
  if (!found)
    return { provider, plan: null, lines: [], totalMicros: null, unknown: [{ item: null, why: null }] };
  const { plan, entries } = found;
  const soFar = new Map(Object.entries(context.soFar ?? {}));
  const lines = PRICE_ITEMS.flatMap((item): readonly CostLine[] => {
    const own = entries.filter((entry) => entry.item === item);
    if (own.length === 0) return [];
    if (item === "server") return own.map((entry) => priceServer(entry, context));
    return priceItem({ item, entries: own, usage, assumed: plan.assumed, context, soFar });
  });
  const known = lines.flatMap(({ amountMicros }) => amountMicros ?? []);
  return {
    provider,
    plan: plan.id,
    lines,
    totalMicros: known.length > 0 ? sumMicros(known) : null,
    unknown: lines
      .filter(({ amountMicros }) => amountMicros === null)
      .map(({ item, why }) => ({ item, why: why.at(-1) ?? null })),
  };
}
