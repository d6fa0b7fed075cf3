import { expect, test } from "vitest";
import { POLICY_LIMITS, RoutingPolicy } from "./policy";

const rule = (id: string, when: object = {}) => ({ id, when, use: ["one"] });
const policy = (rules: object[]) => ({
  version: "policy/1",
  id: "mine",
  rules,
  otherwise: ["one"],
  creatorsMayChoose: false,
});
const isTaken = (rules: object[]) => RoutingPolicy.safeParse(policy(rules)).success;

test("takes as many rules as it states, and not one more", () => {
  const rules = Array.from({ length: POLICY_LIMITS.rules }, (_, index) => rule(`r${index}`));
  expect(isTaken(rules)).toBe(true);
  expect(isTaken([...rules, rule("more")])).toBe(false);
});

test.each([
  ["two rules of one id", [rule("a"), rule("a")]],
  ["an unknown condition", [rule("a", { weather: "rain" })]],
  ["an empty list, which would hold never", [rule("a", { tiers: [] })]],
  ["an audience that is upside down", [rule("a", { audience: { min: 5, max: 4 } })]],
  ["a percentage above all", [rule("a", { percentOfCreators: 101 })]],
  ["a rule that leads nowhere", [{ ...rule("a"), use: [] }]],
  [
    "a place that is no time zone",
    [rule("a", { time: { timeZone: "Atlantis", days: ["mon"], fromMinute: 0, toMinute: 60 } })],
  ],
])("refuses %s", (_, rules) => {
  expect(isTaken(rules)).toBe(false);
});

test("takes hours in a named time zone, over midnight too", () => {
  const time = { timeZone: "America/Port-au-Prince", days: ["fri"], fromMinute: 1_320, toMinute: 120 };
  expect(isTaken([rule("a", { time })])).toBe(true);
});
