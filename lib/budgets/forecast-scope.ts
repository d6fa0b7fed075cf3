import { fitDays, MOST_DAYS, predictDay } from "../costs/forecast/fit-days";
import { type DaySpend, type Forecast, forecastMonth } from "../costs/forecast/forecast-month";
import { type MicroDollars, sumMicros, toMicros, ZERO } from "../costs/money";
import type { PriceBook } from "../costs/price-book/price-book";
import { daysInMonth } from "../costs/price-book/price-units";
import { priceUsage } from "../costs/pricing/price-usage";
import type { BilledProvider, GroupSum } from "../ledger/price-month";
import { toQuantities } from "../ledger/quantities";

const DAY_MS = 86_400_000;

/**
 * What each day's use cost, without what a month costs anyway, as servers do. Null: nothing of the day is known. Days of the
 * month on which nothing was used are missing. `sums` are grouped by day. Pure.
 */
export function priceDays(
  month: string,
  sums: readonly GroupSum[],
  billed: (provider: string) => BilledProvider,
  book: PriceBook,
): ReadonlyMap<string, MicroDollars | null> {
  const days = new Map<string, MicroDollars | null>();
  for (const day of new Set(sums.map(({ group }) => group))) {
    const own = sums.filter(({ group }) => group === day);
    const parts = [...new Set(own.map(({ provider }) => provider))].map((id) => {
      const { billedAs, hasRelay } = billed(id);
      const quantities = toQuantities(
        own.filter(({ provider }) => provider === id),
        hasRelay,
      );
      const context = { daysInMonth: daysInMonth(month), scope: "share", channelType: billedAs } as const;
      const { plan, lines } = priceUsage(quantities, id, book, context);
      const used = lines.filter(({ item }) => item !== "server");
      const known = used.flatMap(({ amountMicros }) => amountMicros ?? []);
      return plan === null || (used.length > 0 && known.length === 0) ? null : sumMicros(known);
    });
    const known = parts.filter((part) => part !== null);
    days.set(day, known.length > 0 ? sumMicros(known) : null);
  }
  return days;
}

/**
 * What the month ends with. `days` are of this month and of earlier ones; what the invoice so far has beyond its days is
 * taken as fixed, and where it has less (what is free, what gets cheaper by volume), days count for less. Pure.
 */
export function forecastScope(
  nowMs: number,
  spentMicros: MicroDollars,
  days: ReadonlyMap<string, MicroDollars | null>,
): Forecast {
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const month = today.slice(0, 7);
  const own = [...days].flatMap(([day, micros]) => (day.startsWith(month) ? (micros ?? []) : []));
  const used = sumMicros(own);
  const share = used > spentMicros ? spentMicros / used : 1;
  const scaled = (day: string): MicroDollars | null => {
    const micros = days.has(day) ? (days.get(day) ?? null) : ZERO;
    return micros === null ? null : toMicros(Math.floor(micros * share));
  };
  const first = [...days.keys()].sort()[0];
  const over = daysBetween(first ?? today, today);
  const known = sumMicros(
    [...over, today].flatMap((day) => (day.startsWith(month) ? (scaled(day) ?? []) : [])),
  );
  const costs = over.map((day) => ({ day, micros: scaled(day) }));
  const forecast = forecastMonth({
    month,
    days: costs,
    today: { day: today, micros: scaled(today) },
    fixedMicros: toMicros(spentMicros - known),
  });
  return withoutDays(forecast, costs, daysBetween(`${month}-01`, first ?? today));
}

/**
 * Days of the month before anything was ever used are over, and not to come, as the forecast takes what it does not know. Given
 * to it as days that cost nothing, they would make a first month look as if it rose.
 */
function withoutDays(forecast: Forecast, costs: readonly DaySpend[], quiet: readonly string[]): Forecast {
  const { spentMicros, expectedMicros, lowMicros, highMicros } = forecast;
  if (quiet.length === 0 || expectedMicros === null || lowMicros === null || highMicros === null)
    return forecast;
  const known = costs.flatMap(({ day, micros }) =>
    micros === null ? [] : [{ day, at: indexOf(day), micros }],
  );
  const fit = fitDays(known.slice(-MOST_DAYS));
  const none = quiet.reduce((total, day) => total + predictDay(fit, indexOf(day)), 0);
  const less = (micros: number) => toMicros(Math.round(Math.max(spentMicros, micros - none)));
  return {
    ...forecast,
    expectedMicros: less(expectedMicros),
    lowMicros: less(lowMicros),
    highMicros: less(highMicros),
  };
}

/** Days since 1970; UTC. */
function indexOf(day: string): number {
  return Math.floor(Date.parse(day) / DAY_MS);
}

/** From the first day to the last, which is not among them. A day in between without use cost nothing. */
function daysBetween(first: string, last: string): readonly string[] {
  const count = Math.max(0, indexOf(last) - indexOf(first));
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(first) + index * DAY_MS).toISOString().slice(0, 10),
  );
}
