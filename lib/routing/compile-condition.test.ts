import { expect, test } from "vitest";
import { compileCondition } from "./compile-condition";
import { RuleCondition } from "./policy";
import type { RouteRequest } from "./route-request";

const REQUEST: RouteRequest = {
  creatorId: "ada",
  tier: "basic",
  label: "gaming",
  audience: 50,
  delayMs: 1_000,
  features: ["recording"],
  uplinkKbps: null,
  at: Date.parse("2026-07-06T12:00:00Z"),
};
const UNKNOWN: RouteRequest = { ...REQUEST, audience: null, delayMs: null };
const monday = { timeZone: "UTC", days: ["mon"], fromMinute: 0, toMinute: 1_440 };

test.each([
  ["nothing asked", {}, REQUEST, true],
  ["a tier of several", { tiers: ["free", "basic"] }, REQUEST, true],
  ["another tier", { tiers: ["premium"] }, REQUEST, false],
  ["the label", { labels: ["gaming"] }, REQUEST, true],
  ["another label", { labels: ["tutorial"] }, REQUEST, false],
  ["another creator", { creatorIds: ["bob"] }, REQUEST, false],
  ["the audience at its end", { audience: { max: 50 } }, REQUEST, true],
  ["too large an audience", { audience: { max: 49 } }, REQUEST, false],
  ["an unknown audience", { audience: { min: 0 } }, UNKNOWN, false],
  ["a delay as short", { delayAtMostMs: 1_000 }, REQUEST, true],
  ["a delay not as short", { delayAtMostMs: 999 }, REQUEST, false],
  ["an unknown delay", { delayAtMostMs: 9_999 }, UNKNOWN, false],
  ["a wished feature", { features: ["recording"] }, REQUEST, true],
  ["one wished of two", { features: ["recording", "dvr"] }, REQUEST, false],
  ["its day", { time: monday }, REQUEST, true],
  ["another day", { time: { ...monday, days: ["tue"] } }, REQUEST, false],
  ["nobody", { percentOfCreators: 0 }, REQUEST, false],
  ["everybody", { percentOfCreators: 100 }, REQUEST, true],
  ["one of two conditions", { tiers: ["basic"], labels: ["tutorial"] }, REQUEST, false],
])("%s", (_, when, request, holds) => {
  expect(compileCondition({ id: "rule", when: RuleCondition.parse(when), use: ["one"] })(request)).toBe(
    holds,
  );
});
