import { expect, test } from "vitest";
import { blocksOf, roundUp, totalOf } from "./column-layout";

const column = { key: "1", label: "1", values: [3, null, 0, 1] };

test("blocks stand on each other and fill exactly what is known", () => {
  expect(totalOf(column)).toBe(4);
  expect(blocksOf(column, 8)).toEqual([
    { series: 0, from: 0, height: 0.375 },
    { series: 3, from: 0.375, height: 0.125 },
  ]);
});

test.each([
  [0, 1],
  [0.03, 0.05],
  [1, 1],
  [2.1, 2.5],
  [999, 1000],
  [1000, 1000],
  [51_000, 100_000],
])("%d ends at %d", (value, top) => expect(roundUp(value)).toBeCloseTo(top, 10));
