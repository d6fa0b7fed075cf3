import { expect, test } from "vitest";
import type { PolicyRule, RoutingPolicy } from "./policy";
import { DEFAULT_POLICY, READY_MADE } from "./ready-made";
import { validatePolicy } from "./validate-policy";

const HERE = {
  known: new Set(["cloud", "own"]),
  configured: new Set(["own"]),
  tiers: ["free", "premium"],
  labels: ["gaming", "other"],
  creators: new Set(["rose", "ayo"]),
};
const policyOf = (rules: readonly PolicyRule[], otherwise = ["own"]): RoutingPolicy => ({
  version: "policy/1",
  id: "test",
  rules: [...rules],
  otherwise,
  creatorsMayChoose: false,
  creatorChoices: [],
});
const check = (...given: Parameters<typeof policyOf>) => validatePolicy(policyOf(...given), HERE);
const rule = (id: string, when: PolicyRule["when"], ...use: string[]): PolicyRule => ({ id, when, use });

test("a sound policy has no problems", () => {
  expect(check([rule("a", { tiers: ["premium"] }, "own"), rule("b", { labels: ["gaming"] }, "own")])).toEqual(
    [],
  );
});

test("providers that nobody knows are refused, those that are not set up are marked", () => {
  expect(check([rule("a", { tiers: ["premium"] }, "nobody", "cloud", "own")])).toEqual([
    { severity: "error", type: "unknown-provider", provider: "nobody", rule: "a" },
    { severity: "warning", type: "not-configured", provider: "cloud", rule: "a" },
  ]);
  expect(check([rule("a", {}, "cloud")])).toContainEqual({
    severity: "warning",
    type: "rule-without-provider",
    rule: "a",
  });
});

test("a tier that nothing carries is refused; a rule that carries all of it is enough", () => {
  const lost = (tier: string) => ({ severity: "error", type: "tier-without-provider", tier });
  expect(check([], ["cloud"])).toEqual(expect.arrayContaining([lost("free"), lost("premium")]));
  const carried = check([rule("a", { tiers: ["premium"] }, "own")], ["cloud"]);
  expect(carried).toContainEqual(lost("free"));
  expect(carried).not.toContainEqual(lost("premium"));
  const partly = check([rule("a", { tiers: ["premium"], labels: ["gaming"] }, "own")], ["cloud"]);
  expect(partly).toContainEqual(lost("premium"));
});

test("rules that contradict each other are refused, rules that nothing reaches are marked", () => {
  const same = { tiers: ["premium"] };
  expect(check([rule("a", same, "own"), rule("b", same, "cloud", "own")])).toContainEqual({
    severity: "error",
    type: "contradiction",
    rule: "b",
    by: "a",
  });
  expect(check([rule("a", same, "own"), rule("b", { ...same, labels: ["gaming"] }, "own")])).toEqual([
    { severity: "warning", type: "unreachable", rule: "b", by: "a" },
  ]);
  expect(check([rule("a", { audience: { min: 0, max: 10 } }, "own"), rule("b", {}, "own")])).toEqual([]);
  expect(check([rule("a", { percentOfCreators: 50 }, "own"), rule("b", {}, "own")])).toEqual([]);
});

test("what never holds and what names no tier or label of here is marked", () => {
  expect(check([rule("a", { percentOfCreators: 0, tiers: ["gold"], labels: ["opera"] }, "own")])).toEqual([
    { severity: "warning", type: "never-holds", rule: "a" },
    { severity: "warning", type: "unknown-tier", rule: "a", name: "gold" },
    { severity: "warning", type: "unknown-label", rule: "a", name: "opera" },
  ]);
});

test("the ready-made policies are sound where everything is set up, and the first decides by tier", () => {
  const ids = new Set(
    READY_MADE.flatMap(({ rules, otherwise, creatorChoices }) => [
      ...rules.flatMap(({ use }) => use),
      ...otherwise,
      ...creatorChoices,
    ]),
  );
  const all = {
    known: ids,
    configured: ids,
    tiers: ["free", "basic", "premium"],
    labels: ["music-concert", "casual-chat", "gaming", "tutorial", "other"],
    creators: null,
  };
  expect(READY_MADE.map(({ id }) => id)).toEqual(["by-tier", "launch", "cost", "hybrid"]);
  for (const policy of READY_MADE) expect(validatePolicy(policy, all)).toEqual([]);
  expect(DEFAULT_POLICY.rules.map(({ when }) => when.tiers)).toEqual([["premium"], ["basic"]]);
});

test("creators who are gone are named, where somebody looked", () => {
  const rules = [
    rule("a", { creatorIds: ["rose", "leo", "ayo", "mia"] }, "own"),
    rule("b", { creatorIds: ["ayo"] }, "own"),
  ];
  expect(check(rules).filter(({ type }) => type === "unknown-creators")).toEqual([
    { severity: "warning", type: "unknown-creators", rule: "a", ids: ["leo", "mia"] },
  ]);
  expect(validatePolicy(policyOf(rules), { ...HERE, creators: null })).toEqual(
    check(rules).filter(({ type }) => type !== "unknown-creators"),
  );
});
