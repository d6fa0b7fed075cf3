import { type MicroDollars, sumMicros, toMicros, ZERO } from "../costs/money";
import type { PriceBook } from "../costs/price-book/price-book";
import { daysInMonth, KIND_OF } from "../costs/price-book/price-units";
import { addSoFar } from "../costs/pricing/add-so-far";
import { priceUsage } from "../costs/pricing/price-usage";
import type { ProviderId } from "../providers/contract";
import type { BilledProvider, MonthCosts } from "./price-month";
import type { UsageSum } from "./quantities";

export interface LinePricer {
  /** What the line adds to the month; null where there is no price. Only lines that count are to be given. */
  price(provider: ProviderId, line: UsageSum): MicroDollars | null;
  /** What a provider's month costs beside all lines: servers, and room that is bought ahead and was not used. */
  restOf(invoice: MonthCosts["providers"][number]): MicroDollars | null;
}

/**
 * Prices a month's lines one after another: tiers and what is free fill up in the order in which they come, so that the lines,
 * with `restOf`, sum to the month to the micro-dollar. Holds a sum for each provider, not the lines.
 */
export function createLinePricer(
  month: string,
  providers: readonly BilledProvider[],
  book: PriceBook,
): LinePricer {
  const soFar = new Map<ProviderId, Readonly<Record<string, bigint>>>();
  const spent = new Map<ProviderId, MicroDollars>();
  const billedAs = new Map(providers.map((one) => [one.id, one.billedAs]));
  return {
    price(provider, { kind, quantity, basis }) {
      const before = soFar.get(provider) ?? {};
      const priced = priceUsage({ [kind]: { quantity, basis } }, provider, book, {
        ...{ daysInMonth: daysInMonth(month), scope: "share", soFar: before },
        channelType: billedAs.get(provider) ?? null,
      });
      const own = priced.lines.filter(({ item }) => KIND_OF[item] === kind);
      soFar.set(provider, addSoFar(before, own));
      const amounts = own.flatMap(({ amountMicros }) => amountMicros ?? []);
      if (amounts.length === 0) return null;
      const amount = sumMicros(amounts);
      spent.set(provider, toMicros((spent.get(provider) ?? ZERO) + amount));
      return amount;
    },
    restOf({ provider, totalMicros }) {
      return totalMicros === null ? null : toMicros(totalMicros - (spent.get(provider) ?? ZERO));
    },
  };
}
