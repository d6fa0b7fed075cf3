import { expect, test } from "vitest";
import { compileTimeWindow } from "./compile-time-window";

const friday = compileTimeWindow({
  timeZone: "America/New_York",
  days: ["fri"],
  fromMinute: 1_320,
  toMinute: 120,
});

test.each([
  ["a minute before", "2026-07-04T01:59:59Z", false],
  ["when it begins", "2026-07-04T02:00:00Z", true],
  ["after midnight, on the day that follows", "2026-07-04T05:59:59Z", true],
  ["when it has ended", "2026-07-04T06:00:00Z", false],
  ["in the night before its day", "2026-07-03T05:00:00Z", false],
  ["in winter it begins an hour later", "2026-01-10T02:30:00Z", false],
  ["in winter it has begun", "2026-01-10T03:00:00Z", true],
])("late Friday in New York: %s", (_, at, holds) => {
  expect(friday(Date.parse(at))).toBe(holds);
});

test("equal ends are the whole day, from midnight to midnight", () => {
  const monday = compileTimeWindow({ timeZone: "Asia/Kathmandu", days: ["mon"], fromMinute: 0, toMinute: 0 });
  expect(monday(Date.parse("2026-07-05T18:14:59Z"))).toBe(false);
  expect(monday(Date.parse("2026-07-05T18:15:00Z"))).toBe(true);
  expect(monday(Date.parse("2026-07-06T18:14:59Z"))).toBe(true);
  expect(monday(Date.parse("2026-07-06T18:15:00Z"))).toBe(false);
});
