import { type MicroDollars, sumMicros } from "../costs/money";
import type { PriceBook } from "../costs/price-book/price-book";
import { daysInMonth } from "../costs/price-book/price-units";
import { addSoFar } from "../costs/pricing/add-so-far";
import { priceUsage } from "../costs/pricing/price-usage";
import type { ProviderId } from "../providers/contract";
import type { BilledProvider, GroupSum } from "./price-month";
import { toQuantities } from "./quantities";

/**
 * What each day of a month added to it, servers left out: tiers and what is free fill up from the first day on, so that the days
 * sum to the month. `sums` are grouped by day; a day of which nothing is known is null, one of which a part is unknown is
 * at least so much. Pure.
 */
export function spendByDay(
  month: string,
  sums: readonly GroupSum[],
  providers: readonly BilledProvider[],
  book: PriceBook,
): ReadonlyMap<string, MicroDollars | null> {
  const known = new Map(providers.map((one) => [one.id, one]));
  const soFar = new Map<ProviderId, Readonly<Record<string, bigint>>>();
  const days = [...new Set(sums.map(({ group }) => group))].sort();
  return new Map(
    days.map((day) => {
      const ofDay = sums.filter(({ group }) => group === day);
      const ids = [...new Set(ofDay.map(({ provider }) => provider))];
      const amounts = ids.map((id) => {
        const own = ofDay.filter(({ provider }) => provider === id);
        const before = soFar.get(id) ?? {};
        const { lines } = priceUsage(toQuantities(own, known.get(id)?.hasRelay ?? true), id, book, {
          ...{ daysInMonth: daysInMonth(month), scope: "share", soFar: before },
          channelType: known.get(id)?.billedAs ?? null,
        });
        soFar.set(id, addSoFar(before, lines));
        // A server's share is of its use in the month, which is not given: it has no amount here.
        const told = lines.flatMap(({ amountMicros }) => amountMicros ?? []);
        return told.length > 0 ? sumMicros(told) : null;
      });
      const told = amounts.filter((amount) => amount !== null);
      return [day, told.length > 0 ? sumMicros(told) : null];
    }),
  );
}
