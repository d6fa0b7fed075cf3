import { expect, test } from "vitest";
import { chooseProvider } from "./choose-provider";
import { compilePolicy } from "./compile-policy";
import { judgeCandidate } from "./judge-candidate";
import type { RoutingPolicy } from "./policy";
import { abilitiesOf, factsOf, randomCase, requestOf } from "./testing/cases";

const POLICY: RoutingPolicy = {
  version: "policy/1",
  id: "test",
  rules: [{ id: "paying", when: { tiers: ["premium"] }, use: ["cloud", "cheap"] }],
  otherwise: ["own"],
  creatorsMayChoose: true,
  creatorChoices: ["peers"],
};
const policy = compilePolicy(POLICY);
const premium = requestOf({ tier: "premium" });
const refusalOf = (changes: Parameters<typeof factsOf>[0], request = premium) =>
  chooseProvider(request, policy, factsOf(changes)).rejected.find(({ provider }) => provider === "cloud")
    ?.because;

test("the deciding rule's first provider carries the stream, and everybody else goes to the last resort", () => {
  const facts = factsOf({});
  expect(chooseProvider(premium, policy, facts)).toMatchObject({
    chosen: "cloud",
    because: [{ type: "rule", rule: "paying" }],
    rejected: [],
  });
  for (const tier of ["free", "a tier of tomorrow"])
    expect(chooseProvider(requestOf({ tier }), policy, facts)).toMatchObject({
      chosen: "own",
      because: [{ type: "default-provider" }],
    });
});

test("what can't take the stream is passed over in the policy's order, with the reason", () => {
  expect(refusalOf({ cloud: { isConfigured: false } })).toEqual({ type: "not-configured" });
  expect(refusalOf({ cloud: { isHealthy: false } })).toEqual({ type: "unhealthy" });
  expect(refusalOf({ cloud: { isHealthy: false, hasFailed: true } })).toEqual({ type: "failed" });
  expect(refusalOf({ cloud: { isFull: true } })).toEqual({ type: "full" });
  expect(refusalOf({ cloud: { spend: "demoted" } })).toEqual({ type: "over-budget" });
  expect(refusalOf({ cloud: { spend: "closed" } })).toEqual({ type: "budget-closed" });
  const small = { cloud: { abilities: abilitiesOf({ maxViewers: 10 }) } };
  expect(refusalOf(small, { ...premium, audience: 11 })).toEqual({ type: "audience", most: 10 });
  expect(refusalOf(small, { ...premium, audience: 10 })).toBeUndefined();
  const open = { cloud: { abilities: abilitiesOf({ privatePlayback: false, ingest: ["rtmp"] }) } };
  expect(refusalOf(open, { ...premium, features: ["private"] })).toEqual({ type: "private" });
  expect(refusalOf(open, { ...premium, features: ["browser-ingest"] })).toEqual({ type: "browser-ingest" });
  const peers = { cloud: { abilities: abilitiesOf({ uplinkPerViewerKbps: 500 }) } };
  expect(refusalOf(peers, { ...premium, audience: 5, uplinkKbps: 2_000 })).toEqual({
    type: "uplink",
    viewers: 4,
  });
  expect(refusalOf(peers, { ...premium, audience: 4, uplinkKbps: 2_000 })).toBeUndefined();
  const second = chooseProvider(premium, policy, factsOf({ cloud: { isHealthy: false } }));
  expect(second).toMatchObject({
    chosen: "cheap",
    because: [{ type: "rule", rule: "paying" }, { type: "fallback" }],
  });
  const last = chooseProvider(
    premium,
    policy,
    factsOf({ cloud: { isHealthy: false }, cheap: { isFull: true } }),
  );
  expect(last).toMatchObject({ chosen: "own", because: [{ type: "default-provider" }] });
});

test("over a soft budget is better than not at all; over a hard one is not", () => {
  const none = { own: { isConfigured: false }, cheap: { isConfigured: false } };
  const soft = chooseProvider(premium, policy, factsOf({ ...none, cloud: { spend: "demoted" } }));
  expect(soft).toMatchObject({ chosen: "cloud" });
  expect(soft.rejected.map(({ provider }) => provider)).toEqual(["cheap", "own"]);
  expect(chooseProvider(premium, policy, factsOf({ ...none, cloud: { spend: "closed" } })).chosen).toBeNull();
});

test("a creator gets what the policy lets them ask for, an admin whatever is there, and nobody something else", () => {
  const ask = (provider: string, by: "creator" | "admin", request = premium, facts = factsOf({})) =>
    chooseProvider(request, policy, facts, { provider, by });
  expect(ask("cheap", "creator")).toMatchObject({ chosen: "cheap", because: [{ type: "creator-chose" }] });
  expect(ask("peers", "creator", requestOf({}))).toMatchObject({ chosen: "peers" });
  expect(ask("cheap", "creator", requestOf({}))).toMatchObject({
    chosen: null,
    rejected: [{ provider: "cheap", because: { type: "not-allowed" } }],
  });
  expect(ask("cheap", "admin", requestOf({}))).toMatchObject({
    chosen: "cheap",
    because: [{ type: "admin-chose" }],
  });
  expect(ask("nobody", "admin").rejected).toEqual([
    { provider: "nobody", because: { type: "unknown-provider" } },
  ]);
  const silent = factsOf({ cheap: { isHealthy: false, isFull: true } });
  expect(ask("cheap", "creator", premium, silent).chosen).toBe("cheap");
  const closed = factsOf({ cheap: { spend: "closed" } });
  expect(ask("cheap", "creator", premium, closed).chosen).toBeNull();
});

test("what is wished for and not given is told", () => {
  const poor = abilitiesOf({
    recording: false,
    dvrSeconds: 0,
    latencyMs: { typical: 9_000, floor: 4_000 },
  });
  const wish = { ...premium, features: ["recording", "dvr"] as const, delayMs: 2_000 };
  const { warnings } = chooseProvider(wish, policy, factsOf({ cloud: { abilities: poor } }));
  expect(warnings.map(({ feature }) => feature)).toEqual(["wish-recording", "wish-dvr", "wish-delay"]);
  const apart = abilitiesOf({ privateReplays: false });
  const hidden = { ...premium, features: ["recording", "private"] as const };
  expect(
    chooseProvider(hidden, policy, factsOf({ cloud: { abilities: apart } })).warnings.map(
      ({ feature }) => feature,
    ),
  ).toEqual(["wish-private-replays"]);
  expect(chooseProvider({ ...wish, features: [], delayMs: null }, policy, factsOf({})).warnings).toEqual([]);
});

test("whatever the policy, the facts and the request: total, the same each time, and never one that it rejected", () => {
  for (let seed = 1; seed <= 4_000; seed += 1) {
    const { request, policy: drawn, facts, wish } = randomCase(seed);
    const compiled = compilePolicy(drawn);
    const decision = chooseProvider(request, compiled, facts, wish);
    expect(chooseProvider(request, compilePolicy(drawn), facts, wish)).toEqual(decision);
    const rejected = decision.rejected.map(({ provider }) => provider);
    expect(new Set(rejected).size).toBe(rejected.length);
    if (decision.chosen === null) {
      const candidates = wish ? [wish.provider] : [...compiled.route(request).use, ...drawn.otherwise];
      expect(new Set(rejected)).toEqual(new Set(candidates));
      continue;
    }
    expect(rejected).not.toContain(decision.chosen);
    const known = facts.get(decision.chosen);
    const tried = known && wish ? { ...known, isHealthy: true, isFull: false } : known;
    expect(judgeCandidate(request, tried)).toBeNull();
    expect(decision.because.length).toBeGreaterThan(0);
    // Taking away what was not chosen changes nothing.
    const others = [...facts.keys()].filter((id) => id !== decision.chosen);
    const without = others[seed % Math.max(1, others.length)];
    const fewer = new Map([...facts].filter(([id]) => id !== without));
    const again = chooseProvider(request, compiled, fewer, wish);
    if (facts.get(decision.chosen)?.spend !== "demoted") expect(again.chosen).toBe(decision.chosen);
  }
});
