import { expect, test } from "vitest";
import type { PolicyProblem } from "@/lib/routing/validate-policy";
import { clockOf, minuteOf } from "./clock-of";
import { fallbackOf, gatherProblems, ruleOf } from "./gather-problems";

const unset = (rule: string | null): PolicyProblem => ({
  severity: "warning",
  type: "not-configured",
  provider: "cloud",
  rule,
});

test("a rule of which nothing is set up is told of once", () => {
  const empty: PolicyProblem = { severity: "warning", type: "rule-without-provider", rule: "a" };
  expect(gatherProblems([unset("a"), empty, unset("b"), unset(null)])).toEqual([
    empty,
    unset("b"),
    unset(null),
  ]);
});

test("a problem stands by its rule, or by none", () => {
  expect(ruleOf(unset("a"))).toBe("a");
  expect(ruleOf({ severity: "error", type: "tier-without-provider", tier: "free" })).toBeNull();
});

test("who has nobody goes to the first of the last resort that is set up", () => {
  const policy = {
    ...{ version: "policy/1" as const, id: "x", rules: [], creatorsMayChoose: true, creatorChoices: [] },
    otherwise: ["cloud", "own", "peers"],
  };
  expect(fallbackOf(policy, new Set(["peers", "own"]))).toBe("own");
  expect(fallbackOf(policy, new Set())).toBeNull();
});

test.each([
  [0, "00:00"],
  [61, "01:01"],
  [1_439, "23:59"],
])("%i minutes after midnight are %s", (minute, clock) => {
  expect(clockOf(minute)).toBe(clock);
  expect(minuteOf(clock)).toBe(minute);
});

test("the end of a day is its midnight, and nonsense is no time", () => {
  expect(clockOf(1_440)).toBe("00:00");
  expect(minuteOf("")).toBeNull();
});
