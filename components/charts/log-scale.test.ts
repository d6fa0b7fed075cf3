import { expect, test } from "vitest";
import { decades, logFraction, valueAt } from "./log-scale";

const scale = { from: 1, to: 1_000_000 };

test("every decade takes as much room as any other", () => {
  expect(decades(scale)).toEqual([1, 10, 100, 1_000, 10_000, 100_000, 1_000_000]);
  expect(logFraction(1_000, scale)).toBeCloseTo(0.5);
  expect(logFraction(0, scale)).toBe(0);
  expect(logFraction(1e9, scale)).toBe(1);
});

test("a position leads back to its value", () => {
  for (const value of [1, 17, 4_321, 999_999])
    expect(valueAt(logFraction(value, scale), scale)).toBeCloseTo(value, 6);
});
