import type { KnownDay } from "./fit-days";

const WEEK = 7;
/** Before each day of the week came twice, nothing tells a Saturday from a good day. */
const FEWEST_DAYS = 2 * WEEK;
/** How many times as much as chance alone they must differ to be believed at all. */
const STRICT = 2.5;

export interface WeekFactors {
  /** What each day of the week is beside the line, about 1, by the remainder of the day. */
  readonly factors: readonly number[];
  /** How much the days of the week are believed to differ: 0 not at all, 1 as they were. */
  readonly proven: number;
}

/**
 * Differences between days of the week are believed by as much as they are greater than those within: two Saturdays that
 * are alike say more than two that are not. Pure.
 */
export function weekFactors(days: readonly KnownDay[], lineAt: (at: number) => number): WeekFactors {
  const even = { factors: Array.from({ length: WEEK }, () => 1), proven: 0 };
  const mean = average(days.map(({ at }) => Math.max(0, lineAt(at))));
  if (days.length < FEWEST_DAYS || mean <= 0) return even;
  const ratios = Array.from({ length: WEEK }, (_, weekday) =>
    days
      .filter(({ at }) => at % WEEK === weekday)
      .map(({ at, micros }) => micros / Math.max(lineAt(at), mean / 10)),
  );
  if (ratios.some((own) => own.length === 0)) return even;
  const means = ratios.map(average);
  const all = average(ratios.flat());
  const between = ratios.reduce(
    (total, own, weekday) => total + own.length * ((means[weekday] ?? all) - all) ** 2,
    0,
  );
  const within = ratios.reduce(
    (total, own, weekday) =>
      total + own.reduce((sum, ratio) => sum + (ratio - (means[weekday] ?? all)) ** 2, 0),
    0,
  );
  if (between === 0) return even;
  const chance = within / Math.max(1, days.length - WEEK);
  const proven = Math.max(0, 1 - (STRICT * chance) / (between / (WEEK - 1)));
  const center = average(means);
  const factors = means.map((own) => (center > 0 ? 1 + proven * (own / center - 1) : 1));
  return { factors, proven };
}

function average(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((total, value) => total + value, 0) / values.length;
}
