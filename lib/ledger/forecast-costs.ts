import { type Forecast, forecastMonth } from "../costs/forecast/forecast-month";
import { type MicroDollars, sumMicros, toMicros, ZERO } from "../costs/money";
import type { PriceBook } from "../costs/price-book/price-book";
import { monthBeside } from "./month";
import type { BilledProvider, GroupSum, MonthCosts } from "./price-month";
import { spendByDay } from "./spend-by-day";

export interface ForecastCostsInput {
  /** In UTC, e.g. `2026-11`. */
  readonly month: string;
  /** The day that is not over yet, in UTC. */
  readonly today: string;
  /** Of the month, as its invoices are. */
  readonly totalMicros: MonthCosts["totalMicros"];
  /** Of the month and of the one before, grouped by day. */
  readonly sums: readonly GroupSum[];
  readonly earlier: readonly GroupSum[];
  readonly providers: readonly BilledProvider[];
  readonly book: PriceBook;
}

/**
 * How the running month will end; null for every other. What no day added is fixed: servers, and room that is bought ahead
 * and not used yet. Days without use cost nothing from the first on that had any. Pure.
 */
export function forecastCosts(input: ForecastCostsInput): Forecast | null {
  const { month, today, totalMicros, sums, earlier, providers, book } = input;
  if (!today.startsWith(month)) return null;
  const spent = new Map([
    ...spendByDay(monthBeside(month, -1), earlier, providers, book),
    ...spendByDay(month, sums, providers, book),
  ]);
  const amountOn = (day: string): MicroDollars | null => (spent.has(day) ? (spent.get(day) ?? null) : ZERO);
  const first = [...spent.keys()].sort()[0] ?? today;
  const metered = [...spent].flatMap(([day, micros]) => (day.startsWith(month) ? (micros ?? []) : []));
  return forecastMonth({
    month,
    days: daysBetween(first, today).map((day) => ({ day, micros: amountOn(day) })),
    today: { day: today, micros: amountOn(today) },
    fixedMicros: toMicros(totalMicros - sumMicros(metered)),
  });
}

/** From the first day up to the last, without it. */
function daysBetween(first: string, last: string): readonly string[] {
  const count = Math.max(0, (Date.parse(last) - Date.parse(first)) / 86_400_000);
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(first) + index * 86_400_000).toISOString().slice(0, 10),
  );
}
