import { expect, test } from "vitest";
import { chooseProvider } from "./choose-provider";
import { compilePolicy } from "./compile-policy";
import { replayPolicy, replayStream } from "./replay-policy";
import { abilitiesOf, factsOf, randomCase, requestOf } from "./testing/cases";

const policy = compilePolicy({
  version: "policy/1",
  id: "test",
  rules: [{ id: "paying", when: { tiers: ["premium"] }, use: ["cloud"] }],
  otherwise: ["own"],
  creatorsMayChoose: false,
  creatorChoices: ["peers"],
});
const past = { streamId: "s", request: requestOf({}), wish: null, provider: "cloud", peakViewers: 12 };

test("a replay decides as the live choice does, whatever the case", () => {
  for (let seed = 1; seed <= 2_000; seed += 1) {
    const { request, policy: drawn, facts, wish } = randomCase(seed);
    const compiled = compilePolicy(drawn);
    const live = chooseProvider(request, compiled, facts, wish);
    const replayed = replayStream({ ...past, request, wish }, compiled, facts);
    if (replayed.isWishLost) expect(replayed.to).toBe(chooseProvider(request, compiled, facts).chosen);
    else expect(replayed).toMatchObject({ to: live.chosen, losses: live.warnings });
  }
});

test("what was asked for stays where it may be asked for, else the policy decides", () => {
  const asked = (provider: string) => ({ ...past, wish: { provider, by: "creator" as const } });
  expect(replayPolicy([asked("peers"), asked("cheap")], policy, () => factsOf({}))).toMatchObject([
    { to: "peers", isWishLost: false },
    { to: "own", isWishLost: true },
  ]);
});

test("a provider that is too small for those who came is told, though nobody had expected them", () => {
  const small = factsOf({ own: { abilities: abilitiesOf({ maxViewers: 10 }) } });
  expect(replayStream(past, policy, small)).toMatchObject({ to: "own", tooManyViewersFor: 10 });
  expect(replayStream({ ...past, peakViewers: 10 }, policy, small).tooManyViewersFor).toBeNull();
});

test("each stream is decided by what is known for it", () => {
  const [paid, free] = ["premium", "free"].map((tier) => ({ ...past, request: requestOf({ tier }) }));
  if (!paid || !free) throw new Error("there are two");
  const silent = factsOf({ own: { isHealthy: false }, cloud: { spend: "closed" } });
  const factsFor = (stream: typeof past) => (stream === free ? silent : factsOf({}));
  expect(replayPolicy([paid, free], policy, factsFor).map(({ to }) => to)).toEqual(["cloud", null]);
  expect(replayPolicy([paid], policy, () => silent)).toMatchObject([{ to: null }]);
});
