import "server-only";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import type { Forecast } from "../costs/forecast/forecast-month";
import { listBilled } from "./billed-providers";
import { forecastCosts } from "./forecast-costs";
import { priceBookOf } from "./get-month-costs";
import { dayOf, Month, monthBeside } from "./month";
import { type GroupCost, priceMonth } from "./price-month";
import { readSums } from "./read-sums";

/** A month day by day, and where it will end. Plain data. */
export interface MonthForecast {
  /** Each day's share at each provider, servers by use. */
  readonly days: readonly GroupCost[];
  /** Null for every month but the running one. */
  readonly forecast: Forecast | null;
}

/** For admins; throws `forbidden`, `ZodError`. */
export async function getMonthForecast(actor: Actor, month: string): Promise<MonthForecast> {
  assertAdmin(actor);
  return readMonthForecast(Month.parse(month), Date.now());
}

/** The same without anybody asking. `now` in epoch ms. */
export async function readMonthForecast(month: string, now: number): Promise<MonthForecast> {
  const today = dayOf(now);
  const isRunning = today.startsWith(month);
  const [sums, earlier, { book }] = await Promise.all([
    readSums(month, "day"),
    isRunning ? readSums(monthBeside(month, -1), "day") : [],
    priceBookOf(month, now),
  ]);
  const providers = listBilled();
  const { groups, totalMicros } = priceMonth(month, sums, providers, book);
  return {
    days: groups,
    forecast: forecastCosts({ month, today, totalMicros, sums, earlier, providers, book }),
  };
}
