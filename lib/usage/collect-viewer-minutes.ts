import "server-only";
import { and, eq, gte, isNotNull, lt, sql } from "drizzle-orm";
import { db } from "../db/client";
import { streamSamples, streams } from "../db/schema";
import { capabilitiesOf } from "../providers/capabilities-of";
import { SAMPLE_MS } from "../session-records/write-samples";
import { recordUsage, type UsageEntry } from "./record-usage";

const SOURCE = "viewer-samples";
/** Samples may come late by so much, in ms; those already added are not added again. */
const LOOK_BACK_MS = 300_000;
/** Nobody counts more viewers of one stream than this and is believed, where the provider names no limit. */
const MOST_VIEWERS = 1_000_000;

/**
 * Watched time by viewers counted every ten seconds: an estimate, beside whatever the provider measures or reports. Ten
 * seconds without a count add nothing: what was not seen is not invented. A count above what the provider can carry is capped, and marked.
 */
export async function collectViewerMinutes(nowMs: number): Promise<number> {
  // The newest sample's ten seconds must be over.
  const until = new Date(nowMs - SAMPLE_MS);
  const found = await (await db())
    .select({
      streamId: streamSamples.streamId,
      at: streamSamples.at,
      viewers: streamSamples.viewers,
      provider: streams.provider,
    })
    .from(streamSamples)
    .innerJoin(streams, eq(streams.id, streamSamples.streamId))
    .where(
      and(
        gte(streamSamples.at, new Date(nowMs - LOOK_BACK_MS)),
        lt(streamSamples.at, until),
        isNotNull(streamSamples.viewers),
        sql`not exists (select 1 from usage_events as e where e.stream_id = ${streamSamples.streamId}
          and e.kind = 'viewer-ms' and e.source = ${SOURCE} and e.window_start = ${streamSamples.at})`,
      ),
    );
  const entries = found.map(({ streamId, at, viewers, provider }): UsageEntry => {
    const most = capabilitiesOf(provider)?.maxViewers ?? MOST_VIEWERS;
    const seen = Math.max(viewers ?? 0, 0);
    return {
      streamId,
      kind: "viewer-ms",
      source: SOURCE,
      windowStart: at.getTime(),
      basis: "estimated",
      quantity: BigInt(Math.min(seen, most)) * BigInt(SAMPLE_MS),
      mark: seen > most ? "capped" : null,
    };
  });
  if (entries.length === 0) return 0;
  return (await db()).transaction((tx) => recordUsage(tx, entries));
}
