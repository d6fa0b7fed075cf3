import type { ProviderId } from "../providers/contract";
import type { Decision } from "./decision";

/** All that routing knows about a provider at the moment of choosing. */
export interface ProviderFacts {
  readonly id: ProviderId;
  readonly isConfigured: boolean;
}

/** One rule so far: the default provider, when it is configured. Pure; never throws; names every one it rejected. */
export function chooseProvider(defaultId: ProviderId, facts: readonly ProviderFacts[]): Decision {
  const rejected = facts
    .filter((fact) => !fact.isConfigured)
    .map((fact) => ({ provider: fact.id, because: { type: "not-configured" } as const }));
  const isAvailable = facts.some((fact) => fact.id === defaultId && fact.isConfigured);
  return {
    chosen: isAvailable ? defaultId : null,
    because: isAvailable ? [{ type: "default-provider" }] : [],
    rejected,
    warnings: [],
  };
}
