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
  expect(replayPolicy([asked("peers"), asked("cheap")], policy, factsOf({}))).toMatchObject([
    { to: "peers", isWishLost: false },
    { to: "own", isWishLost: true },
  ]);
});

test("a provider that is too small for those who came is told, though nobody had expected them", () => {
  const small = factsOf({ own: { abilities: abilitiesOf({ maxViewers: 10 }) } });
  expect(replayStream(past, policy, small)).toMatchObject({ to: "own", tooManyViewersFor: 10 });
  expect(replayStream({ ...past, peakViewers: 10 }, policy, small).tooManyViewersFor).toBeNull();
});
