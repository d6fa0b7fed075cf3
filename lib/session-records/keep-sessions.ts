import { sql } from "drizzle-orm";
import type { Transaction } from "../db/open-database";
import { randomText } from "../secrets/random-text";
import type { StreamRow } from "../streams/apply-event";

/** How a stream's encoder is connected, or why it no longer is, as far as its provider tells. */
export interface Connection {
  readonly protocol: string | null;
  readonly address: string | null;
  /** e.g. `timed-out`. */
  readonly cause: string | null;
}

export interface StreamChange {
  readonly before: StreamRow;
  readonly after: StreamRow;
  readonly connection?: Connection | undefined;
}

/** One row per connection of an encoder: opened and closed as `ingest` says, in two statements for all streams at most. */
export async function keepSessions(tx: Transaction, changes: readonly StreamChange[]): Promise<void> {
  const isActive = (row: StreamRow) => row.ingest === "active";
  const lost = changes.filter(({ before, after }) => isActive(before) && !isActive(after));
  const started = changes.filter(({ before, after }) => !isActive(before) && isActive(after));
  if (lost.length > 0) await closeSessions(tx, lost);
  if (started.length > 0) await openSessions(tx, started);
}

async function closeSessions(tx: Transaction, changes: readonly StreamChange[]): Promise<void> {
  const rows = changes.map(({ after, connection }) => ({
    stream_id: after.id,
    ended_at: momentOf(after),
    ended_because: causeOf(after, connection),
    metrics: after.metrics,
  }));
  await tx.execute(sql`
    update publish_sessions as s set
      ended_at = greatest(n.ended_at, s.started_at), ended_because = n.ended_because, metrics = n.metrics
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as n(stream_id text, ended_at timestamptz, ended_because text, metrics jsonb)
    where s.stream_id = n.stream_id and s.ended_at is null`);
}

async function openSessions(tx: Transaction, changes: readonly StreamChange[]): Promise<void> {
  const rows = changes.map(({ after, connection }) => ({
    id: randomText(20),
    stream_id: after.id,
    protocol: connection?.protocol ?? after.protocol ?? "unknown",
    address: connection?.address ?? null,
    started_at: momentOf(after),
  }));
  await tx.execute(sql`
    insert into publish_sessions (id, stream_id, protocol, address, started_at)
    select id, stream_id, protocol, address, started_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as n(id text, stream_id text, protocol text, address text, started_at timestamptz)`);
}

/** An end that nobody reported has no time of its own. */
function momentOf({ endedAt, seenAt }: StreamRow): Date {
  return endedAt ?? seenAt ?? new Date();
}

function causeOf({ endedBecause }: StreamRow, connection: Connection | undefined): string {
  return connection?.cause ?? endedBecause ?? "unknown";
}
