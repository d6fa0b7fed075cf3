import { expect, test } from "vitest";
import { relativeTime } from "./relative-time";

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;

test.each([
  [0, { key: "now" }],
  [59_000, { key: "now" }],
  [MINUTE, { key: "minutesAgo", count: 1 }],
  [59 * MINUTE, { key: "minutesAgo", count: 59 }],
  [90 * MINUTE, { key: "hoursAgo", count: 1 }],
  [25 * 60 * MINUTE, { key: "daysAgo", count: 1 }],
  [31 * 24 * 60 * MINUTE, { key: "date" }],
  [-7 * 24 * 60 * MINUTE, { key: "inDays", count: 7 }],
  [-2 * MINUTE, { key: "inMinutes", count: 2 }],
])("%i ms ago", (distance, expected) => {
  expect(relativeTime(NOW - distance, NOW)).toEqual(expected);
});
