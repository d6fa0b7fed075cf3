import type { ProviderId } from "../providers/contract";
import type { Abilities, RoutingFacts } from "./provider-facts";

/** Every provider set up, well, with room and within budget: for histories and measurements without a running server. Pure. */
export function factsAtBest(
  providers: readonly { readonly id: ProviderId; readonly capabilities: Abilities }[],
): RoutingFacts {
  return new Map(
    providers.map(({ id, capabilities: abilities }) => [
      id,
      {
        ...{ id, abilities, spend: "open" as const },
        ...{ isConfigured: true, isHealthy: true, hasFailed: false, isFull: false },
      },
    ]),
  );
}
