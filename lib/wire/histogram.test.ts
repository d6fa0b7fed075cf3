import { expect, test } from "vitest";
import { addHistograms, countDuration, emptyHistogram, Histogram, percentileOf } from "./histogram";

function of(...durations: number[]): Histogram {
  const histogram = emptyHistogram();
  for (const ms of durations) countDuration(histogram, ms);
  return histogram;
}

test("nothing counted is unknown, not zero", () => {
  expect(percentileOf(emptyHistogram(), 0.5)).toBeNull();
});

test.each([
  [[10], 0.5, 25],
  [[800, 800, 800, 800], 0.5, 800],
  [[2_200, 2_200, 2_200], 0.5, 2_200],
  [[100, 100, 100, 5_000], 0.5, 100],
  [[100, 100, 100, 5_000], 0.9, 5_000],
])("of %j, a share of %f takes at most %i ms, give or take 8 %%", (durations, share, ms) => {
  const found = percentileOf(of(...durations), share) ?? 0;
  expect(Math.abs(found - ms)).toBeLessThanOrEqual(Math.max(13, ms * 0.08));
});

test("what is longer than two minutes is known only to be longer", () => {
  expect(percentileOf(of(3_600_000), 0.5)).toBeGreaterThan(120_000);
});

test("one liar among a hundred does not move the median", () => {
  const honest = Array.from({ length: 100 }, () => 900);
  const median = percentileOf(of(...honest), 0.5) ?? 0;
  expect(Math.abs((percentileOf(of(...honest, 60_000_000), 0.5) ?? 0) - median)).toBeLessThan(5);
});

test("parts add up to the whole, and survive their way as JSON", () => {
  const whole = addHistograms(of(10, 700), of(700, 90_000));
  expect(whole).toEqual(of(10, 700, 700, 90_000));
  expect(Histogram.parse(JSON.parse(JSON.stringify(whole)))).toEqual(whole);
  expect(Histogram.safeParse([1, 2]).success).toBe(false);
});
