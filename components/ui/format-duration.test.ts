import { expect, test } from "vitest";
import { formatDuration, isoDuration } from "./format-duration";

test.each([
  [0, "0:00"],
  [999, "0:00"],
  [75_000, "1:15"],
  [3_599_999, "59:59"],
  [3_725_000, "1:02:05"],
  [100 * 3_600_000, "100:00:00"],
  [-5000, "0:00"],
])("%i ms reads %s", (ms, words) => {
  expect(formatDuration(ms)).toBe(words);
});

test("machines read the same length in seconds", () => {
  expect(isoDuration(75_400)).toBe("PT75S");
});
