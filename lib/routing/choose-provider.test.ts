import { expect, test } from "vitest";
import { chooseProvider, type ProviderFacts } from "./choose-provider";

const IDS = ["one", "two", "three"];

/** Every set of facts over three providers. */
const ALL: readonly ProviderFacts[][] = Array.from({ length: 8 }, (_, bits) =>
  IDS.map((id, index) => ({ id, isConfigured: (bits & (1 << index)) !== 0 })),
);

test.each(ALL.map((facts) => [facts]))("chooses the default exactly when it is configured %#", (facts) => {
  for (const wanted of [...IDS, "unknown"]) {
    const decision = chooseProvider(wanted, facts);
    const isPossible = facts.some((fact) => fact.id === wanted && fact.isConfigured);
    expect(decision.chosen).toBe(isPossible ? wanted : null);
    expect(decision.because.length).toBe(isPossible ? 1 : 0);
    const refused = facts.filter((fact) => !fact.isConfigured).map((fact) => fact.id);
    expect(decision.rejected.map((one) => one.provider)).toEqual(refused);
    expect(decision.rejected.some((one) => one.provider === decision.chosen)).toBe(false);
    expect(chooseProvider(wanted, facts)).toEqual(decision);
  }
});

test.each(ALL.map((facts) => [facts]))("gives a creator what they asked for, or nothing %#", (facts) => {
  for (const wish of [...IDS, "unknown"]) {
    const decision = chooseProvider("one", facts, wish);
    const isPossible = facts.some((fact) => fact.id === wish && fact.isConfigured);
    expect(decision.chosen).toBe(isPossible ? wish : null);
    expect(decision.because).toEqual(isPossible ? [{ type: "creator-chose" }] : []);
  }
});
