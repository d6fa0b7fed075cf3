import { expect, test } from "vitest";
import { linePath, nearestIndex, roundTop, runsOf } from "./chart-scale";

const point = (seconds: number, value: number | null) => ({ at: seconds * 1000, value });

test("a chart has a hole where a value is unknown or points are missing, never a zero", () => {
  const points = [point(0, 5), point(10, 6), point(20, null), point(30, 7), point(60, 8), point(70, 9)];
  expect(runsOf(points, 10_000).map((run) => run.map((one) => one.at / 1000))).toEqual([
    [0, 10],
    [30],
    [60, 70],
  ]);
});

test("lines begin anew after each hole, and a lonely point is still seen", () => {
  const runs = [[point(0, 0), point(50, 10)], [point(100, 10)]];
  const path = linePath(runs, { from: 0, to: 100_000 }, { width: 100, height: 20, top: 10 });
  expect(path).toBe("M0 20L50 0M99 0h2");
});

test.each([
  [0, 2],
  [1, 2],
  [3, 4],
  [128, 200],
  [2628, 4000],
  [10_000, 10_000],
])("the axis of a highest value of %f ends at %i", (value, top) => {
  expect(roundTop(value)).toBe(top);
});

test("the cursor snaps to the nearest point", () => {
  const points = [point(0, 1), point(10, 2), point(90, 3)];
  const span = { from: 0, to: 100_000 };
  expect([0, 0.06, 0.4, 1].map((fraction) => nearestIndex(points, fraction, span))).toEqual([0, 1, 1, 2]);
  expect(nearestIndex([], 0.5, span)).toBe(-1);
});
