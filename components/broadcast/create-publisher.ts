import type { IngestTarget } from "@/lib/wire/playback";
import { type BrowserKind, isForBrowsers } from "./browser-kinds";
import type { Publisher, PublisherEvents } from "./publisher";
import { P2pPublisher } from "./publishers/p2p";
import { WhipPublisher } from "./publishers/whip";

type TargetOf<K extends BrowserKind> = Extract<IngestTarget, { kind: K }>;

/** How a browser sends to each kind of place. */
const MAKERS: {
  readonly [K in BrowserKind]: (target: TargetOf<K>, events: PublisherEvents) => Publisher;
} = {
  whip: (target, events) => new WhipPublisher(target, events),
  p2p: (target, events) => new P2pPublisher(target, events),
};

/** Throws for a kind that isn't for browsers. */
export function createPublisher(target: IngestTarget, events: PublisherEvents): Publisher {
  if (!isForBrowsers(target.kind)) throw new Error(`browsers can't send to ${target.kind}`);
  // The table pairs each kind with the maker of that kind, which TypeScript can't follow through a lookup.
  const make = MAKERS[target.kind] as (target: IngestTarget, events: PublisherEvents) => Publisher;
  return make(target, events);
}
