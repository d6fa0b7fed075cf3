import type { ProviderDefinition, StreamProvider } from "../../lib/providers/contract";
import type { Candidate } from "./candidates";

/** Deletes what a run left at the services, by its name; says what it could not. True when nothing is left. */
export async function deleteLeftovers(candidates: readonly Candidate[], runId: string): Promise<boolean> {
  let isClean = true;
  for (const { definition } of candidates) {
    try {
      const provider = await connect(definition);
      const left = ((await provider.listChannels?.()) ?? []).filter(({ streamId }) =>
        streamId?.startsWith(runId),
      );
      for (const { ref } of left) await provider.deleteChannel(ref);
      if (left.length > 0) console.log(`${definition.label}: ${left.length} left over, deleted`);
    } catch (error) {
      isClean = false;
      console.error(`${definition.label}: look for ${runId} there and delete it by hand. ${error}`);
    }
  }
  return isClean;
}

/** Connected with the environment as it is. */
export function connect<Options>(definition: ProviderDefinition<Options>): Promise<StreamProvider> {
  return definition.create(definition.options.parse(process.env), {
    fetch: (input, init) => fetch(input, init),
    now: Date.now,
    log: (level, message) => level === "error" && console.error(message),
  });
}
