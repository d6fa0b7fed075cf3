import "server-only";
import { and, count, eq, ne, sum } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { db } from "../db/client";
import { channels, recordings, streams } from "../db/schema";

/** How many recordings the actor has, and the bytes they take. */
export async function sumRecordings(actor: Actor): Promise<{ count: number; bytes: number }> {
  const [totals] = await (await db())
    .select({ count: count(), bytes: sum(recordings.bytes).mapWith(Number) })
    .from(recordings)
    .innerJoin(streams, eq(streams.id, recordings.streamId))
    .innerJoin(channels, eq(channels.id, streams.channelId))
    .where(and(eq(channels.userId, actor.userId), ne(recordings.state, "deleted")));
  return { count: totals?.count ?? 0, bytes: totals?.bytes ?? 0 };
}
