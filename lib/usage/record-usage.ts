import { eq, inArray, sql } from "drizzle-orm";
import type { Transaction } from "../db/open-database";
import { channels, streams, usageDays, usageEvents, users } from "../db/schema";
import type { UsageBasis, UsageKind, UsageMark } from "./usage-kinds";

/** What one stream took in one window that begins at `windowStart` (epoch ms), as one source knows it. */
export interface UsageEntry {
  readonly streamId: string;
  readonly kind: UsageKind;
  /** Who tells, e.g. `totals`, `viewer-samples`. */
  readonly source: string;
  readonly windowStart: number;
  readonly basis: UsageBasis;
  readonly quantity: bigint;
  readonly mark: UsageMark | null;
}
type EventRow = typeof usageEvents.$inferSelect;

/** One statement takes so many rows: each has ten values, and the protocol counts values with 16 bits. */
const CHUNK = 500;

/**
 * Adds what is new to the events and to the sums of its days, in the caller's transaction. A window that is known
 * already stays as it is, whatever is said of it again; a late one goes to the day that it belongs to. Streams that do
 * not exist are left out. Returns how many windows were new.
 */
export async function recordUsage(tx: Transaction, entries: readonly UsageEntry[]): Promise<number> {
  const streamIds = [...new Set(entries.map(({ streamId }) => streamId))].sort();
  if (streamIds.length === 0) return 0;
  for (const id of streamIds) await lockUsage(tx, id);
  const owners = await findOwners(tx, streamIds);
  const values = entries.flatMap(({ windowStart, ...entry }) => {
    const owner = owners.get(entry.streamId);
    return owner ? [{ ...entry, ...owner, windowStart: new Date(windowStart) }] : [];
  });
  const added: EventRow[] = [];
  for (let from = 0; from < values.length; from += CHUNK) {
    const chunk = values.slice(from, from + CHUNK);
    added.push(...(await tx.insert(usageEvents).values(chunk).onConflictDoNothing().returning()));
  }
  if (added.length === 0) return 0;
  await addToDays(tx, added);
  await chooseCounted(tx, streamIds);
  return added.length;
}

/** Whoever reads a stream's meter or adds to its sums holds this until the transaction ends. */
export async function lockUsage(tx: Transaction, streamId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`usage/${streamId}`}, 0))`);
}

/** The tier is the creator's of this moment: what was used before a change stays with the tier it was used in. */
async function findOwners(tx: Transaction, streamIds: readonly string[]) {
  const { id, provider, contentLabel, channelId } = streams;
  const found = await tx
    .select({ id, provider, contentLabel, channelId, tier: users.tier })
    .from(streams)
    .innerJoin(channels, eq(channels.id, streams.channelId))
    .innerJoin(users, eq(users.id, channels.userId))
    .where(inArray(id, [...streamIds]));
  return new Map(found.map(({ id: streamId, ...owner }) => [streamId, owner]));
}

async function addToDays(tx: Transaction, added: readonly EventRow[]): Promise<void> {
  const sums = new Map<string, typeof usageDays.$inferInsert>();
  for (const { windowStart, source: _source, mark, createdAt: _createdAt, ...event } of added) {
    const day = windowStart.toISOString().slice(0, 10);
    const key = JSON.stringify([event.streamId, event.kind, event.basis, day]);
    const sum = sums.get(key) ?? { ...event, day, quantity: 0n, isCounted: false, marked: 0 };
    sums.set(key, {
      ...sum,
      quantity: sum.quantity + event.quantity,
      marked: (sum.marked ?? 0) + (mark === null ? 0 : 1),
    });
  }
  const rows = [...sums.values()];
  const { streamId, kind, basis, day, quantity, marked } = usageDays;
  for (let from = 0; from < rows.length; from += CHUNK) {
    await tx
      .insert(usageDays)
      .values(rows.slice(from, from + CHUNK))
      .onConflictDoUpdate({
        target: [streamId, kind, basis, day],
        set: {
          quantity: sql`${quantity} + excluded.quantity`,
          marked: sql`${marked} + excluded.marked`,
        },
      });
  }
}

/** `countedBasis` for all kinds of these streams, in one statement. */
async function chooseCounted(tx: Transaction, streamIds: readonly string[]): Promise<void> {
  await tx.execute(sql`
    update usage_days as d set is_counted = (d.basis = best.basis)
    from (
      select stream_id, kind, basis from (
        select stream_id, kind, basis, row_number() over (
          partition by stream_id, kind
          order by sum(quantity) > 0 desc, array_position(array['reported', 'measured', 'estimated'], basis)
        ) as rank
        from usage_days where ${inArray(sql`stream_id`, [...streamIds])}
        group by stream_id, kind, basis
      ) as ranked where rank = 1
    ) as best
    where d.stream_id = best.stream_id and d.kind = best.kind and d.is_counted <> (d.basis = best.basis)`);
}
