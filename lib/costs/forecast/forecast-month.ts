import { type MicroDollars, sumMicros, toMicros } from "../money";
import { fitDays, MOST_DAYS, predictDay, spreadOf } from "./fit-days";

export interface DaySpend {
  /** In UTC, e.g. `2026-11-15`. */
  readonly day: string;
  /** Null: unknown, as on a day whose usage nobody reported; it is left out, not taken for nothing. */
  readonly micros: MicroDollars | null;
}

export interface ForecastInput {
  /** In UTC, e.g. `2026-11`. */
  readonly month: string;
  /**
   * Days that are over, in any order, each once; days of the month before help. Before the first of them nothing was
   * used, and nothing is expected. What falls by the month is left out.
   */
  readonly days: readonly DaySpend[];
  /** The day that is not over yet, and what it took so far; null when no day has begun that is not over. */
  readonly today: DaySpend | null;
  /** What the month costs whatever happens, as servers do. */
  readonly fixedMicros: MicroDollars;
}

export interface Forecast {
  /** Of the month so far, with what is fixed. */
  readonly spentMicros: MicroDollars;
  /** Null while fewer than three days are known. */
  readonly expectedMicros: MicroDollars | null;
  /** Four of five months end within; null like `expectedMicros`. */
  readonly lowMicros: MicroDollars | null;
  readonly highMicros: MicroDollars | null;
  readonly knownDays: number;
  /** Days of the month that are over and unknown: they are expected as if they were to come. */
  readonly unknownDays: number;
  /** A day so far above all others that it is not expected again; it is spent all the same. */
  readonly oneOffDay: string | null;
}

const DAY_MS = 86_400_000;
const FEWEST_DAYS = 3;
/** Standard deviations on each side that hold four fifths of a normal distribution. */
const BAND = 1.2816;

/**
 * What a month will have cost at its end, from what its days cost. Days to come are expected on the line through the
 * days that are known, times what their day of the week usually is beside it; the line is as steep as the days prove it to be,
 * level when they prove nothing, and never falls below zero. The band grows with how far known days lie from it, and
 * with how many are to come. Pure.
 */
export function forecastMonth({ month, days, today, fixedMicros }: ForecastInput): Forecast {
  const known = days
    .flatMap(({ day, micros }) => (micros === null ? [] : [{ day, at: indexOf(day), micros }]))
    .sort((a, b) => a.at - b.at)
    .slice(-MOST_DAYS);
  const ofMonth = days.filter(({ day }) => day.startsWith(month));
  const knownOfMonth = ofMonth.flatMap(({ micros }) => micros ?? []);
  const todayMicros = today?.day.startsWith(month) ? today.micros : null;
  const spentMicros = sumMicros([
    fixedMicros,
    ...knownOfMonth,
    ...(todayMicros === null ? [] : [todayMicros]),
  ]);
  const over = new Set(ofMonth.filter(({ micros }) => micros !== null).map(({ day }) => day));
  // What lies before the first day that is told of was before anything began.
  const first = [...days, ...(today ? [today] : [])].map(({ day }) => day).sort()[0] ?? "";
  const toCome = daysOf(month).filter((day) => !over.has(day) && day >= first);
  const common = {
    spentMicros,
    knownDays: known.length,
    unknownDays: ofMonth.length - knownOfMonth.length,
  };
  if (known.length < FEWEST_DAYS)
    return { ...common, expectedMicros: null, lowMicros: null, highMicros: null, oneOffDay: null };
  const fit = fitDays(known);
  const before = spentMicros - (todayMicros ?? 0);
  const rest = toCome.reduce((total, day) => {
    const expected = predictDay(fit, indexOf(day));
    return total + (day === today?.day ? Math.max(expected, todayMicros ?? 0) : expected);
  }, 0);
  const spread = BAND * spreadOf(fit, toCome.map(indexOf));
  const expected = before + rest;
  return {
    ...common,
    expectedMicros: toMicros(Math.round(expected)),
    lowMicros: toMicros(Math.round(Math.max(spentMicros, expected - spread))),
    highMicros: toMicros(Math.round(expected + spread)),
    oneOffDay: fit.oneOff?.day ?? null,
  };
}

/** Days since 1970; UTC. Its remainder by 7 is the day of the week. */
function indexOf(day: string): number {
  return Math.floor(Date.parse(day) / DAY_MS);
}

function daysOf(month: string): readonly string[] {
  const first = Date.parse(`${month}-01`);
  const all = Array.from({ length: 31 }, (_, index) =>
    new Date(first + index * DAY_MS).toISOString().slice(0, 10),
  );
  return all.filter((day) => day.startsWith(month));
}
