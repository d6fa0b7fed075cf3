import { sql } from "drizzle-orm";
import type { Transaction } from "../db/open-database";
import type { StreamRow } from "../streams/apply-event";
import { isOnAir } from "../streams/broadcast-machine";
import type { StreamChange } from "./keep-sessions";

export const SAMPLE_MS = 10_000;

/**
 * Keeps one row per stream and ten seconds, in one statement for all streams of a report. Reports come every second:
 * only the first of each ten writes, and the first that knows the rates. While the encoder is away its figures are null, a gap and not a zero.
 */
export async function writeSamples(tx: Transaction, changes: readonly StreamChange[]): Promise<void> {
  const due = changes.filter(
    ({ before, after }) =>
      isOnAir(after.broadcast) && (isNextBucket(before, after) || isFirstKnown(before, after)),
  );
  if (due.length === 0) return;
  const rows = due.map(({ after }) => toRecord(after));
  await tx.execute(sql`
    insert into stream_samples
      (stream_id, at, video_kbps, audio_kbps, frames_per_second, dropped_frames, viewers, health)
    select stream_id, at, video_kbps, audio_kbps, frames_per_second, dropped_frames, viewers, health
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(
      stream_id text, at timestamptz, video_kbps integer, audio_kbps integer, frames_per_second real,
      dropped_frames integer, viewers integer, health text)
    on conflict (stream_id, at) do update set
      video_kbps = excluded.video_kbps, audio_kbps = excluded.audio_kbps,
      frames_per_second = excluded.frames_per_second, dropped_frames = excluded.dropped_frames,
      health = excluded.health
    where stream_samples.video_kbps is null and stream_samples.audio_kbps is null`);
}

function isNextBucket(before: StreamRow, after: StreamRow): boolean {
  if (!after.seenAt) return false;
  return !before.seenAt || bucketOf(before.seenAt) < bucketOf(after.seenAt);
}

/** A connection's rates are known only after its first second: they take the place of what was not known. */
function isFirstKnown(before: StreamRow, after: StreamRow): boolean {
  return rateOf(before) === null && rateOf(after) !== null;
}

function rateOf({ ingest, metrics }: StreamRow): number | null {
  return ingest === "active" ? (metrics?.videoKbps ?? metrics?.audioKbps ?? null) : null;
}

function bucketOf(moment: Date): number {
  return Math.floor(moment.getTime() / SAMPLE_MS);
}

function toRecord(row: StreamRow): Record<string, unknown> {
  const metrics = row.ingest === "active" ? row.metrics : null;
  const whole = (value: number | null | undefined) => (typeof value === "number" ? Math.round(value) : null);
  return {
    stream_id: row.id,
    at: new Date(bucketOf(row.seenAt ?? new Date()) * SAMPLE_MS),
    video_kbps: whole(metrics?.videoKbps),
    audio_kbps: whole(metrics?.audioKbps),
    frames_per_second: metrics?.framesPerSecond ?? null,
    dropped_frames: whole(metrics?.droppedFrames),
    viewers: row.viewers,
    health: row.health,
  };
}
