import { and, eq, inArray } from "drizzle-orm";
import { notify } from "../db/client";
import type { Transaction } from "../db/open-database";
import { channels, recordings, streams, users } from "../db/schema";
import type { ProviderEvent, ProviderId } from "../providers/contract";
import { randomText } from "../secrets/random-text";
import { getTierSettings } from "../settings/get-tier-settings";
import type { StreamRow } from "../streams/apply-event";
import { STREAM_CHANGED } from "../streams/write-streams";
import { applyRecordingEvent, type RecordingContext } from "./apply-recording-event";
import type { RecordingRow } from "./recording";

/**
 * Applies what a provider tells of its recordings, in the order given; a stream that isn't among `known` (the provider's
 * own, locked by the caller) is not its business. Returns the ids of the streams whose recordings changed.
 */
export async function applyRecordingEvents(
  tx: Transaction,
  provider: ProviderId,
  events: readonly ProviderEvent[],
  known: ReadonlyMap<string, StreamRow>,
): Promise<ReadonlySet<string>> {
  const reports = events.flatMap((event) =>
    event.change.type === "recording-changed" && known.has(event.change.streamId)
      ? [{ event, change: event.change }]
      : [],
  );
  if (reports.length === 0) return new Set();
  const refs = reports.map(({ change }) => change.recording.recordingId);
  const before = await findByRefs(tx, provider, refs);
  const after = new Map(before);
  const retention = await readRetention(
    tx,
    reports.map(({ change }) => change.streamId),
  );
  for (const { event, change } of reports) {
    const { streamId, recording } = change;
    const row = after.get(recording.recordingId) ?? null;
    // A recording belongs to one stream for good.
    if (row && row.streamId !== streamId) continue;
    const context: RecordingContext = {
      newId: randomText(16),
      streamId,
      provider,
      retentionDays: retention.get(streamId) ?? null,
    };
    after.set(recording.recordingId, applyRecordingEvent(row, event, recording, context));
  }
  const changed = [...after.values()].filter((row) => before.get(row.providerRef) !== row);
  await writeRecordings(tx, changed);
  return new Set(changed.map((row) => row.streamId));
}

/** Writes whole rows, new ones too, and tells listeners of their streams. */
export async function writeRecordings(tx: Transaction, rows: readonly RecordingRow[]): Promise<void> {
  for (const row of rows) {
    const { id: _id, createdAt: _createdAt, ...set } = row;
    await tx
      .insert(recordings)
      .values(row)
      .onConflictDoUpdate({ target: [recordings.provider, recordings.providerRef], set });
    await notify(tx, STREAM_CHANGED, row.streamId);
  }
}

/** Days that a stream's creator's tier keeps a recording, by stream; null keeps it. */
export async function readRetention(
  tx: Transaction,
  streamIds: readonly string[],
): Promise<ReadonlyMap<string, number | null>> {
  const tiers = await tx
    .select({ streamId: streams.id, tier: users.tier })
    .from(streams)
    .innerJoin(channels, eq(channels.id, streams.channelId))
    .innerJoin(users, eq(users.id, channels.userId))
    .where(inArray(streams.id, [...new Set(streamIds)]));
  const settings = await getTierSettings(tx);
  return new Map(tiers.map(({ streamId, tier }) => [streamId, settings[tier].retentionDays]));
}

async function findByRefs(tx: Transaction, provider: ProviderId, refs: readonly string[]) {
  const rows = await tx
    .select()
    .from(recordings)
    .where(and(eq(recordings.provider, provider), inArray(recordings.providerRef, [...new Set(refs)])));
  return new Map<string, RecordingRow>(rows.map((row) => [row.providerRef, row]));
}
