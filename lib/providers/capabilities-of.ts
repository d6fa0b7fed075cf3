import type { Capabilities, ProviderDefinition, ProviderId } from "./contract";
import { environmentOf } from "./options-of";
import { findProvider } from "./registry";

/** What a provider can do as it is set up here; what it could do where it is not set up. Null for an id that no folder claims. */
export function capabilitiesOf(id: ProviderId): Capabilities | null {
  const definition = findProvider(id);
  return definition && capabilitiesBy(definition, environmentOf(definition));
}

/** The same with an environment of the caller's. */
export function capabilitiesBy<Options>(
  definition: ProviderDefinition<Options>,
  environment: Readonly<Record<string, string | undefined>>,
): Capabilities {
  if (!definition.capabilitiesOf) return definition.capabilities;
  const options = definition.options.safeParse(environment);
  return options.success ? definition.capabilitiesOf(options.data) : definition.capabilities;
}
