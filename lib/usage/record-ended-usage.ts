import type { Transaction } from "../db/open-database";
import type { ProviderEvent } from "../providers/contract";
import { readMeter } from "./read-meter";

/** Books the totals that came with streams' ends, in the transaction that applies them. `known` are the provider's own streams. */
export async function recordEndedUsage(
  tx: Transaction,
  events: readonly ProviderEvent[],
  known: ReadonlyMap<string, unknown>,
): Promise<void> {
  const ended = events.flatMap(({ at, change }) =>
    change.type === "stream-ended" && change.usage && known.has(change.streamId)
      ? [{ streamId: change.streamId, usage: change.usage, usedAt: at }]
      : [],
  );
  const byStream = ended.sort((a, b) => (a.streamId < b.streamId ? -1 : 1));
  // Ours is the clock of the meter: a server's may be off.
  for (const reading of byStream) await readMeter(tx, { ...reading, at: Date.now() });
}
