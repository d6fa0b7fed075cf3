import type { ProviderDefinition } from "./providers/contract";
import { optionsOf, type StoredOptions, storedOptions } from "./providers/options-of";
import { listProviders } from "./providers/registry";

let known: { readonly of: StoredOptions; readonly sources: readonly string[] } | undefined;

/**
 * What pages may load besides what our own servers hold: the media sources of every provider that is set up. Read again
 * when stored options change; the environment stays as it is while the process runs.
 */
export function mediaSources(): readonly string[] {
  const of = storedOptions();
  if (known?.of !== of)
    known = { of, sources: [...new Set(listProviders().flatMap((one) => sourcesOf(one)))] };
  return known.sources;
}

function sourcesOf<Options>(definition: ProviderDefinition<Options>): readonly string[] {
  const options = optionsOf(definition);
  return (options.success && definition.mediaSources?.(options.data)) || [];
}
