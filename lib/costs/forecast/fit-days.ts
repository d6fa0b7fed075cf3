import { weekFactors } from "./week-factors";

/** Older days say little of the month's end. */
export const MOST_DAYS = 42;
/** A day that took so many times as much as any other is taken for a one-off. */
const ONE_OFF = 3;
const FEWEST_FOR_ONE_OFF = 5;
const WEEK = 7;
/** A day of the week that is less than this beside the others is next to nothing. */
const TELLING = 0.1;
/** How many times as much as chance alone a slope must be to be believed at all. */
const STRICT = 2;

export interface KnownDay {
  readonly day: string;
  /** Days since 1970. */
  readonly at: number;
  readonly micros: number;
}

/** A line through days, and what each day of the week usually is beside it. */
export interface Fit {
  readonly level: number;
  /** More a day, each day: as much of the steepness as chance alone does not make. */
  readonly slope: number;
  /** What was taken off the slope for that. */
  readonly doubt: number;
  /** Where `level` is. */
  readonly center: number;
  /** Seven factors about 1, by the remainder of the day. */
  readonly week: readonly number[];
  /** How far a usual day lies from the line: a standard deviation. */
  readonly deviation: number;
  /** Days that tell something of the line. */
  readonly count: number;
  /** Sum of squared distances of the known days from the centre. */
  readonly breadth: number;
  readonly oneOff: KnownDay | null;
}

/** At least three days, in order. Pure. */
export function fitDays(days: readonly KnownDay[]): Fit {
  const oneOff = findOneOff(days);
  const usual = days.filter((day) => day !== oneOff);
  const flat = lineThrough(usual, () => 1);
  const { factors, proven } = weekFactors(usual, (at) => flat.level + flat.slope * (at - flat.center));
  const factorAt = (at: number) => factors[at % WEEK] ?? 1;
  const fit = { ...lineThrough(usual, factorAt), week: factors };
  const squares = usual.map(
    ({ at, micros }) => ((micros - predictDay(fit, at)) / Math.max(TELLING, factorAt(at))) ** 2,
  );
  const freedom = Math.max(1, usual.length - 2 - (WEEK - 1) * proven);
  return { ...fit, deviation: Math.sqrt(sum(squares) / freedom), oneOff };
}

/** What a day is expected to take; never below zero. Pure. */
export function predictDay(
  { level, slope, center, week }: Pick<Fit, "level" | "slope" | "center" | "week">,
  at: number,
): number {
  return Math.max(0, (level + slope * (at - center)) * (week[at % WEEK] ?? 1));
}

/**
 * The standard deviation of what days to come take together: each by itself, the line as a whole, and the steepness that
 * was doubted, should it be true. Pure.
 */
export function spreadOf(fit: Fit, toCome: readonly number[]): number {
  const { week, center, count, breadth, level } = fit;
  const days = toCome.map((at) => ({ factor: week[at % WEEK] ?? 1, far: at - center }));
  const far = sum(days.map((day) => day.factor * day.far));
  const factors = sum(days.map(({ factor }) => factor));
  const own = sum(days.map(({ factor }) => factor ** 2));
  const ofLevel = factors ** 2 / Math.max(1, count);
  const ofSlope = breadth > 0 ? far ** 2 / breadth : 0;
  // Chance grows with the days themselves.
  const usual = sum(toCome.map((at) => predictDay(fit, at)));
  const growth = level > 0 && factors > 0 ? Math.max(1, usual / factors / level) : 1;
  return Math.hypot(fit.deviation * growth * Math.sqrt(own + ofLevel + ofSlope), fit.doubt * far);
}

function findOneOff(days: readonly KnownDay[]): KnownDay | null {
  if (days.length < FEWEST_FOR_ONE_OFF) return null;
  const [first, second] = [...days].sort((a, b) => b.micros - a.micros);
  return first && second && second.micros > 0 && first.micros > ONE_OFF * second.micros ? first : null;
}

/**
 * Least squares on what each day is beside its factor: a day's own chance is taken to be as great as the day. Days that are
 * usually next to nothing tell nothing of the line.
 */
function lineThrough(days: readonly KnownDay[], factorAt: (at: number) => number) {
  const points = days
    .map(({ at, micros }) => ({ at, factor: factorAt(at), micros }))
    .filter(({ factor }) => factor >= TELLING)
    .map(({ at, factor, micros }) => ({ at, value: micros / factor }));
  const count = points.length;
  const center = sum(points.map(({ at }) => at)) / Math.max(1, count);
  const level = sum(points.map(({ value }) => value)) / Math.max(1, count);
  const breadth = sum(points.map(({ at }) => (at - center) ** 2));
  const steepest =
    breadth > 0 ? sum(points.map(({ at, value }) => (at - center) * (value - level))) / breadth : 0;
  const left = sum(points.map(({ at, value }) => (value - level - steepest * (at - center)) ** 2));
  const chance = count > 2 && breadth > 0 ? left / (count - 2) / breadth : Number.POSITIVE_INFINITY;
  const proven = steepest === 0 ? 0 : Math.max(0, 1 - (STRICT * chance) / steepest ** 2);
  const slope = steepest * proven;
  return { level, slope, doubt: steepest - slope, center, breadth, count };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
