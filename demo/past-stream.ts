import { listProviders } from "../lib/providers/registry";
import { chooseProvider } from "../lib/routing/choose-provider";
import { compilePolicy } from "../lib/routing/compile-policy";
import type { Receipt } from "../lib/routing/decision";
import { factsAtBest } from "../lib/routing/facts-at-best";
import { DEFAULT_POLICY } from "../lib/routing/ready-made";
import type { RouteRequest } from "../lib/routing/route-request";
import type { UsageEntry } from "../lib/usage/record-usage";
import type { DemoCreator } from "./creators";
import type { DemoStream } from "./history";

/** What a stream of 720p sends each viewer, in bytes a millisecond. */
const BYTES_PER_MS = 2_800_000 / 8 / 1_000;
const POLICY = compilePolicy(DEFAULT_POLICY);
const FACTS = factsAtBest(listProviders());
const ROOMS =
  listProviders().find(({ capabilities }) => capabilities.uplinkPerViewerKbps !== null)?.id ?? null;

/** By the same decision as in earnest; gamers ask for what is quickest. */
export function receiptOf({ creator, startedAt }: DemoStream, userId: string): Receipt {
  const request: RouteRequest = {
    ...{ creatorId: userId, tier: creator.tier, label: creator.label, audience: null },
    ...{ delayMs: null, features: [], uplinkKbps: null, at: startedAt },
  };
  const wish = asksForRoom(creator) && ROOMS !== null ? { provider: ROOMS, by: "creator" as const } : null;
  return { ...chooseProvider(request, POLICY, FACTS, wish), policy: DEFAULT_POLICY.id, request };
}

const asksForRoom = ({ label, viewers }: DemoCreator) => label === "gaming" && viewers < 8;

/** As our own servers measure it, and as a service reports it beside what we count. */
export function usageOf(
  { startedAt, durationMs, averageViewers }: DemoStream,
  streamId: string,
  { chosen }: Receipt,
): UsageEntry[] {
  const isService =
    listProviders().find(({ id }) => id === chosen)?.capabilities.billing === "per-viewer-minute";
  const viewerMs = durationMs * averageViewers;
  const entry = (kind: UsageEntry["kind"], basis: UsageEntry["basis"], quantity: number): UsageEntry => ({
    ...{ streamId, kind, basis, source: `demo-${basis}`, windowStart: startedAt, mark: null },
    quantity: BigInt(Math.round(quantity)),
  });
  if (!isService)
    return [
      entry("ingest-ms", "measured", durationMs),
      entry("viewer-ms", "measured", viewerMs),
      entry("bytes-in", "measured", durationMs * BYTES_PER_MS),
      entry("bytes-out", "measured", viewerMs * BYTES_PER_MS),
    ];
  return [
    entry("ingest-ms", "measured", durationMs),
    // What services bill differs a little from what pages count.
    entry("viewer-ms", "estimated", viewerMs * 0.97),
    entry("viewer-ms", "reported", viewerMs),
  ];
}
