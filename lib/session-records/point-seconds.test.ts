import { expect, test } from "vitest";
import { pointSecondsFor } from "./point-seconds";

test.each([
  [0, 10],
  [3_600_000, 10],
  [2 * 3_600_000, 30],
  [12 * 3_600_000, 120],
  [30 * 86_400_000, 7_200],
  [365 * 86_400_000, 7_200],
])("a span of %i ms is shown in points of %i s", (spanMs, seconds) => {
  expect(pointSecondsFor(spanMs)).toBe(seconds);
});
