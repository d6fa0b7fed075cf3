import { expect, test } from "vitest";
import { diffLists, diffPolicies } from "./diff-policies";
import type { RoutingPolicy } from "./policy";
import { READY_MADE } from "./ready-made";

const rule = (id: string, ...use: string[]) => ({ id, when: {}, use });
const base: RoutingPolicy = {
  version: "policy/1",
  id: "base",
  rules: [rule("a", "one"), rule("b", "two"), rule("c", "one")],
  otherwise: ["one"],
  creatorsMayChoose: true,
  creatorChoices: [],
};

test("every policy is the same as itself", () => {
  for (const policy of [base, ...READY_MADE])
    expect(diffPolicies(policy, { ...policy, id: "x" })).toEqual([]);
});

test("rules that come, go, change and move are told apart", () => {
  const after = { ...base, rules: [rule("c", "one"), rule("b", "three"), rule("d", "one")] };
  expect(diffPolicies(base, after)).toEqual([
    { type: "rule-removed", rule: rule("a", "one") },
    { type: "rule-changed", before: rule("b", "two"), after: rule("b", "three") },
    { type: "rule-added", rule: rule("d", "one") },
    { type: "rule-moved", rule: "c", from: 2, to: 1 },
    { type: "rule-moved", rule: "b", from: 1, to: 2 },
  ]);
});

test("the last resort and what creators may ask for are told", () => {
  const after = { ...base, otherwise: ["two"], creatorsMayChoose: false, creatorChoices: ["one"] };
  expect(diffPolicies(base, after)).toEqual([
    { type: "last-resort-changed", before: ["one"], after: ["two"] },
    { type: "choosing-changed", isAllowed: false },
    { type: "choices-changed", before: [], after: ["one"] },
  ]);
});

test("of two lists, what came in and what left", () => {
  expect(diffLists(["a", "b", "c"], ["c", "d", "a"])).toEqual({ added: ["d"], removed: ["b"] });
  expect(diffLists(["a"], ["a"])).toEqual({ added: [], removed: [] });
});
