import "server-only";
import type { ProviderId } from "../providers/contract";
import type { ProviderFacts } from "../routing/provider-facts";

/** What the budgets say of new streams, per provider; a provider without a word is open. */
export async function readSpendStates(): Promise<ReadonlyMap<ProviderId, ProviderFacts["spend"]>> {
  return new Map();
}
