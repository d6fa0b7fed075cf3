import "server-only";
import { desc, eq, inArray, sql } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import { channels, streams, users } from "../db/schema";
import { describeProviderId } from "../providers/get-provider";
import type { BroadcastState, HealthGrade } from "../wire/stream-state";
import { ON_AIR } from "./broadcast-machine";

/** A stream that is on air, as a line. Plain data. */
export interface OnAir {
  readonly id: string;
  readonly title: string;
  readonly creator: string;
  readonly provider: string;
  readonly broadcast: BroadcastState;
  readonly health: HealthGrade;
  /** Null is unknown. */
  readonly viewers: number | null;
  /** Epoch ms; null before the first picture. */
  readonly startedAt: number | null;
}

/** What is on air now, most viewers first, with the number of all. For admins; throws `forbidden`. */
export async function listOnAir(
  actor: Actor,
  limit: number,
): Promise<{ readonly streams: readonly OnAir[]; readonly count: number; readonly viewers: number }> {
  assertAdmin(actor);
  const database = await db();
  const isOnAir = inArray(streams.broadcast, [...ON_AIR]);
  const [rows, [sum]] = await Promise.all([
    database
      .select({ stream: streams, creator: users.name })
      .from(streams)
      .innerJoin(channels, eq(channels.id, streams.channelId))
      .innerJoin(users, eq(users.id, channels.userId))
      .where(isOnAir)
      .orderBy(sql`${streams.viewers} desc nulls last`, desc(streams.startedAt), desc(streams.id))
      .limit(limit),
    database
      .select({
        count: sql<number>`count(*)`.mapWith(Number),
        viewers: sql<number>`coalesce(sum(${streams.viewers}), 0)`.mapWith(Number),
      })
      .from(streams)
      .where(isOnAir),
  ]);
  return {
    streams: rows.map(({ stream, creator }) => ({
      ...{ id: stream.id, title: stream.title, creator },
      provider: describeProviderId(stream.provider).label,
      ...{ broadcast: stream.broadcast, health: stream.health, viewers: stream.viewers },
      startedAt: stream.startedAt?.getTime() ?? null,
    })),
    count: sum?.count ?? 0,
    viewers: sum?.viewers ?? 0,
  };
}
