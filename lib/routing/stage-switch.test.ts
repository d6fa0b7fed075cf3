import { expect, test } from "vitest";
import { compilePolicy } from "./compile-policy";
import { diffPolicies } from "./diff-policies";
import { RoutingPolicy } from "./policy";
import { findSwitch, listPrimaries, stageSwitch, withoutSwitch } from "./stage-switch";
import { randomCase, requestOf } from "./testing/cases";

const POLICY = RoutingPolicy.parse({
  version: "policy/1",
  id: "test",
  rules: [
    { id: "premium", when: { tiers: ["premium"] }, use: ["cloud", "own"] },
    { id: "gaming", when: { labels: ["gaming"] }, use: ["peers"] },
  ],
  otherwise: ["cloud"],
  creatorsMayChoose: true,
});
const SWITCH = { from: "cloud", to: "cheap" } as const;
const CREATORS = Array.from({ length: 2_000 }, (_, index) => `creator-${index}`);

/** Who of them goes to the new provider first, of those whom the old one had. */
function switched(policy: RoutingPolicy, part: Parameters<typeof requestOf>[0] = {}): string[] {
  const { route } = compilePolicy(policy);
  return CREATORS.filter((creatorId) => route(requestOf({ ...part, creatorId })).use[0] === SWITCH.to);
}

test("a share of creators is switched, everybody who was stays, and others' rules are left alone", () => {
  let before: string[] = [];
  for (const percent of [10, 50, 100]) {
    const policy = RoutingPolicy.parse(stageSwitch(POLICY, { ...SWITCH, percent }));
    const now = switched(policy);
    expect(Math.abs(now.length / CREATORS.length - percent / 100)).toBeLessThan(0.03);
    expect(before.every((id) => now.includes(id))).toBe(true);
    expect(switched(policy, { label: "gaming", tier: "free" })).toEqual([]);
    before = now;
  }
});

test("whoever is switched is so for all of their streams", () => {
  const policy = stageSwitch(POLICY, { ...SWITCH, percent: 10 });
  expect(switched(policy, { tier: "premium" })).toEqual(switched(policy, { tier: "free" }));
});

test("whoever is switched has the old one behind the new one", () => {
  const { rules } = stageSwitch(POLICY, { ...SWITCH, percent: 10 });
  expect(rules.map(({ id, use }) => [id, ...use])).toEqual([
    ["premium-cheap", "cheap", "cloud", "own"],
    ["premium", "cloud", "own"],
    ["gaming", "peers"],
    ["everybody-else-cheap", "cheap", "cloud"],
  ]);
});

test("a switch under way is known by its rules, moved on from, ended whole, and taken back without a trace", () => {
  const tenth = stageSwitch(POLICY, { ...SWITCH, percent: 10 });
  expect(findSwitch(tenth)).toEqual({ ...SWITCH, percent: 10 });
  const half = stageSwitch(tenth, { ...SWITCH, percent: 50 });
  expect(findSwitch(half)).toEqual({ ...SWITCH, percent: 50 });
  expect(half.rules).toHaveLength(4);
  const whole = stageSwitch(half, { ...SWITCH, percent: 100 });
  expect(findSwitch(whole)).toBeNull();
  expect(whole.otherwise).toEqual(["cheap", "cloud"]);
  expect(whole.rules.map(({ id }) => id)).toEqual(["premium", "gaming"]);
  expect(diffPolicies(POLICY, withoutSwitch(half, SWITCH))).toEqual([]);
});

test("keys in another order, as a database gives them back, change nothing", () => {
  const { rules, ...rest } = stageSwitch(POLICY, { ...SWITCH, percent: 10 });
  const turned = rules.map(({ id, when, use }) => ({
    use,
    when: Object.fromEntries(Object.entries(when).reverse()),
    id,
  }));
  expect(findSwitch({ ...rest, rules: turned })).toEqual({ ...SWITCH, percent: 10 });
  expect(diffPolicies({ ...rest, rules }, { ...rest, rules: turned })).toEqual([]);
});

test("a rule for a share of its own, and one for the same share of somebody else, are no switch", () => {
  const share = { id: "trial", when: { percentOfCreators: 20 }, use: ["own"] };
  const trial = { ...POLICY, rules: [share, ...POLICY.rules] };
  expect(findSwitch(trial)).toBeNull();
  const staged = stageSwitch({ ...trial, otherwise: ["own"] }, { from: "own", to: "cheap", percent: 10 });
  expect(staged.rules.filter(({ id }) => id.startsWith("trial"))).toEqual([share]);
});

test("long names stay within their bound and apart", () => {
  const id = "x".repeat(64);
  const rules = [{ id, when: {}, use: ["cloud"] }];
  const staged = stageSwitch({ ...POLICY, rules }, { ...SWITCH, percent: 10 });
  expect(() => RoutingPolicy.parse(staged)).not.toThrow();
});

test("of any policy the result is one, and taking it back gives what was", () => {
  for (let seed = 0; seed < 500; seed += 1) {
    const { policy } = randomCase(seed);
    if (findSwitch(policy)) continue;
    for (const from of listPrimaries(policy)) {
      if (from === SWITCH.to) continue;
      const staged = RoutingPolicy.parse(stageSwitch(policy, { from, to: SWITCH.to, percent: 10 }));
      expect(diffPolicies(policy, withoutSwitch(staged, { from, to: SWITCH.to }))).toEqual([]);
    }
  }
});
