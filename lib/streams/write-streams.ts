import { sql } from "drizzle-orm";
import { notify } from "../db/client";
import type { Transaction } from "../db/open-database";
import { keepSessions, type StreamChange } from "../session-records/keep-sessions";
import type { StreamRow } from "./apply-event";

/** Payload: a stream's id. */
export const STREAM_CHANGED = "stream_changed";

/** Writes what events may change, for all rows in one statement, keeps the record of connections, and tells listeners of the ones that look different. */
export async function writeStreams(tx: Transaction, changes: readonly StreamChange[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = JSON.stringify(changes.map(({ after }) => toRecord(after)));
  await tx.execute(sql`
    update streams as s set
      broadcast = n.broadcast, ingest = n.ingest, health = n.health, health_issues = n.health_issues,
      metrics = n.metrics, protocol = n.protocol, notices = n.notices, renditions = n.renditions, usage = n.usage, viewers = n.viewers, peak_viewers = n.peak_viewers,
      reconnect_until = n.reconnect_until, refused_at = n.refused_at, seen_at = n.seen_at,
      started_at = n.started_at, ended_at = n.ended_at, ended_because = n.ended_because,
      is_cut_off_pending = n.is_cut_off_pending,
      event_epoch = n.event_epoch, event_sequence = n.event_sequence
    from jsonb_to_recordset(${rows}::jsonb) as n(
      id text, broadcast text, ingest text, health text, health_issues jsonb, metrics jsonb,
      protocol text, notices jsonb, renditions jsonb, usage jsonb,
      viewers integer, peak_viewers integer, reconnect_until timestamptz, refused_at timestamptz,
      seen_at timestamptz, started_at timestamptz, ended_at timestamptz, ended_because text,
      is_cut_off_pending boolean,
      event_epoch bigint, event_sequence bigint)
    where s.id = n.id`);
  await keepSessions(tx, changes);
  for (const { before, after } of changes) {
    if (looksDifferent(before, after)) await notify(tx, STREAM_CHANGED, after.id);
  }
}

/** Whether a page would show anything else than before. */
export function looksDifferent(before: StreamRow, after: StreamRow): boolean {
  const shown = ({
    eventEpoch: _epoch,
    eventSequence: _sequence,
    seenAt: _seen,
    usage: _usage,
    ...rest
  }: StreamRow) => JSON.stringify(rest);
  return shown(before) !== shown(after);
}

function toRecord(row: StreamRow): Record<string, unknown> {
  return {
    id: row.id,
    broadcast: row.broadcast,
    ingest: row.ingest,
    health: row.health,
    health_issues: row.healthIssues,
    metrics: row.metrics,
    protocol: row.protocol,
    notices: row.notices,
    renditions: row.renditions,
    usage: row.usage,
    viewers: row.viewers,
    peak_viewers: row.peakViewers,
    reconnect_until: row.reconnectUntil,
    refused_at: row.refusedAt,
    seen_at: row.seenAt,
    started_at: row.startedAt,
    ended_at: row.endedAt,
    ended_because: row.endedBecause,
    is_cut_off_pending: row.isCutOffPending,
    event_epoch: row.eventEpoch,
    event_sequence: row.eventSequence,
  };
}
