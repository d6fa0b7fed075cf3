import { capabilitiesOf } from "../providers/capabilities-of";
import { listConfigured } from "../providers/get-provider";
import { listProviders } from "../providers/registry";
import type { BilledProvider } from "./price-month";

/** Every provider that is set up here, as prices want to know it. */
export function listBilled(): readonly BilledProvider[] {
  const configured = new Set(listConfigured());
  return listProviders()
    .filter(({ id }) => configured.has(id))
    .map(({ id }) => toBilled(id));
}

/** Any provider, set up or not. */
export function toBilled(id: string): BilledProvider {
  const capabilities = capabilitiesOf(id);
  return {
    id,
    billedAs: capabilities?.billedAs ?? null,
    hasRelay: capabilities?.usesRelay ?? true,
  };
}
