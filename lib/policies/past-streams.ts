import "server-only";
import { desc, eq, gte, sql } from "drizzle-orm";
import { db } from "../db/client";
import { channels, streams, usageDays, users } from "../db/schema";
import type { UsageSum } from "../ledger/quantities";
import type { Wish } from "../routing/choose-provider";
import type { Receipt } from "../routing/decision";
import type { PastStream } from "../routing/replay-policy";

/** More are neither read by a person nor replayed while one waits. */
export const MOST_STREAMS = 100_000;

export interface PastStreamRow extends PastStream {
  readonly title: string;
  readonly creator: string;
  readonly channelId: string;
}

/** Streams that were made since `since`, newest first, as they would be decided again. */
export async function readPastStreams(since: Date): Promise<readonly PastStreamRow[]> {
  const rows = await (await db())
    .select({
      id: streams.id,
      title: streams.title,
      provider: streams.provider,
      decision: streams.decision,
      contentLabel: streams.contentLabel,
      visibility: streams.visibility,
      isRecorded: streams.isRecorded,
      peakViewers: streams.peakViewers,
      createdAt: streams.createdAt,
      channelId: streams.channelId,
      userId: users.id,
      creator: users.name,
      tier: users.tier,
    })
    .from(streams)
    .innerJoin(channels, eq(channels.id, streams.channelId))
    .innerJoin(users, eq(users.id, channels.userId))
    .where(gte(streams.createdAt, since))
    .orderBy(desc(streams.createdAt), desc(streams.id))
    .limit(MOST_STREAMS);
  return rows.map((row) => ({
    streamId: row.id,
    title: row.title,
    creator: row.creator,
    channelId: row.channelId,
    provider: row.provider,
    peakViewers: row.peakViewers,
    wish: wishOf(row.decision),
    // Streams from before there were policies kept no request: it is made again of what they are.
    request: row.decision.request ?? {
      ...{ creatorId: row.userId, tier: row.tier, label: row.contentLabel },
      ...{ audience: null, delayMs: null, uplinkKbps: null, at: row.createdAt.getTime() },
      features: [
        ...(row.isRecorded ? (["recording"] as const) : []),
        ...(row.visibility === "public" ? [] : (["private"] as const)),
      ],
    },
  }));
}

function wishOf({ chosen, because }: Receipt): Wish | null {
  if (chosen === null) return null;
  const by = because.find(({ type }) => type === "creator-chose" || type === "admin-chose");
  return by ? { provider: chosen, by: by.type === "admin-chose" ? "admin" : "creator" } : null;
}

/** What each stream took since then, as it counts, by stream. */
export async function readStreamSums(since: Date): Promise<ReadonlyMap<string, readonly UsageSum[]>> {
  const { streamId, kind, basis, quantity, day, isCounted } = usageDays;
  const rows = await (await db())
    .select({ streamId, kind, basis, quantity: sql<string>`sum(${quantity})::text` })
    .from(usageDays)
    .where(sql`${day} >= ${since.toISOString().slice(0, 10)} and ${isCounted}`)
    .groupBy(streamId, kind, basis);
  const sums = new Map<string, UsageSum[]>();
  for (const row of rows) {
    const own = sums.get(row.streamId) ?? [];
    own.push({ kind: row.kind, basis: row.basis, quantity: BigInt(row.quantity) });
    sums.set(row.streamId, own);
  }
  return sums;
}
