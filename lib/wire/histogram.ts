import { z } from "zod";

/** Upper edges of the bins, in ms: 25 ms to two minutes, each 15 % above the one before. The last bin holds all that is longer. */
const EDGES_MS: readonly number[] = Array.from({ length: 62 }, (_, index) => Math.round(25 * 1.15 ** index));
const BINS = EDGES_MS.length + 1;

/** How many durations fell into each bin. Two add up bin by bin. */
export const Histogram = z.array(z.number().int().min(0).max(1_000_000_000)).length(BINS);
export type Histogram = z.infer<typeof Histogram>;

export function emptyHistogram(): Histogram {
  return Array.from({ length: BINS }, () => 0);
}

/** Changes the histogram that it is given. */
export function countDuration(histogram: Histogram, ms: number): void {
  const found = EDGES_MS.findIndex((edge) => ms <= edge);
  const bin = found < 0 ? BINS - 1 : found;
  histogram[bin] = (histogram[bin] ?? 0) + 1;
}

export function addHistograms(one: Histogram, other: Histogram): Histogram {
  return one.map((count, bin) => count + (other[bin] ?? 0));
}

/** The duration, in ms, that `share` (0 to 1) of all counted ones do not exceed; within a bin by proportion. Null when nothing was counted. */
export function percentileOf(histogram: Histogram, share: number): number | null {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const wanted = share * total;
  let before = 0;
  for (const [bin, count] of histogram.entries()) {
    if (count > 0 && before + count >= wanted) {
      const from = EDGES_MS[bin - 1] ?? 0;
      // What is longer than the last edge is known only to be longer.
      const to = EDGES_MS[bin] ?? from;
      return Math.round(from + (to - from) * ((wanted - before) / count));
    }
    before += count;
  }
  return EDGES_MS.at(-1) ?? null;
}
