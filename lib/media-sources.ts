import type { ProviderDefinition } from "./providers/contract";
import { listProviders } from "./providers/registry";

let known: readonly string[] | undefined;

/**
 * What pages may load besides what our own servers hold: the media sources of every provider that is set up. Read once:
 * the environment stays as it is while the process runs.
 */
export function mediaSources(): readonly string[] {
  known ??= [...new Set(listProviders().flatMap((one) => sourcesOf(one)))];
  return known;
}

function sourcesOf<Options>(definition: ProviderDefinition<Options>): readonly string[] {
  const options = definition.options.safeParse(process.env);
  return (options.success && definition.mediaSources?.(options.data)) || [];
}
