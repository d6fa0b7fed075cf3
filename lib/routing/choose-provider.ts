import type { ProviderId } from "../providers/contract";
import type { Decision } from "./decision";

/** All that routing knows about a provider at the moment of choosing. */
export interface ProviderFacts {
  readonly id: ProviderId;
  readonly isConfigured: boolean;
}

/**
 * What the creator asked for, else the default; whichever it is, only when it is configured. Pure; never throws; names
 * every one it rejected.
 */
export function chooseProvider(
  defaultId: ProviderId,
  facts: readonly ProviderFacts[],
  wish: ProviderId | null = null,
): Decision {
  const rejected = facts
    .filter((fact) => !fact.isConfigured)
    .map((fact) => ({ provider: fact.id, because: { type: "not-configured" } as const }));
  const wanted = wish ?? defaultId;
  const isAvailable = facts.some((fact) => fact.id === wanted && fact.isConfigured);
  const because = wish === null ? "default-provider" : "creator-chose";
  return {
    chosen: isAvailable ? wanted : null,
    because: isAvailable ? [{ type: because }] : [],
    rejected,
    warnings: [],
  };
}
