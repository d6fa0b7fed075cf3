import "server-only";
import type { RoutingFacts } from "../routing/provider-facts";
import { readRoutingFacts, withSpend } from "../streams/routing-facts";
import type { PastStreamRow } from "./past-streams";

/** How a rehearsal takes the providers: as if all were well with each that is set up, or as they are at this moment. */
export const CIRCUMSTANCES = ["all-well", "as-now"] as const;
export type Circumstances = (typeof CIRCUMSTANCES)[number];

/** What is known of the providers for each of these streams: of the present, what a new stream of its creator would go by. */
export async function readReplayFacts(
  circumstances: Circumstances,
  past: readonly PastStreamRow[],
): Promise<(stream: PastStreamRow) => RoutingFacts> {
  const facts = await readRoutingFacts();
  if (circumstances === "all-well") {
    const best = atTheirBest(facts);
    return () => best;
  }
  // Budgets speak of tiers and channels: each pair is asked about once, for all of its streams.
  const known = new Map<string, RoutingFacts>();
  for (const stream of past) {
    const key = keyOf(stream);
    if (!known.has(key)) known.set(key, await withSpend(facts, ownerOf(stream)));
  }
  return (stream) => known.get(keyOf(stream)) ?? facts;
}

const ownerOf = ({ request, channelId }: PastStreamRow) => ({ tier: request.tier, channelId });
const keyOf = (stream: PastStreamRow) => JSON.stringify(ownerOf(stream));

/** A service that does not answer at this moment says nothing of a month. */
function atTheirBest(facts: RoutingFacts): RoutingFacts {
  return new Map(
    [...facts].map(([id, one]) => [id, { ...one, isHealthy: true, isFull: false, spend: "open" as const }]),
  );
}
