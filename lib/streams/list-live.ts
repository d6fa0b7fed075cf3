import "server-only";
import { and, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { db } from "../db/client";
import { type ContentLabel, streams, users } from "../db/schema";
import { PLAYABLE } from "./broadcast-machine";
import { posterOf } from "./issue-poster";
import { selectStreams } from "./stream-query";

/** A public stream that is on air, for the front page. */
export interface LiveCard {
  readonly streamId: string;
  readonly title: string;
  readonly contentLabel: ContentLabel;
  readonly handle: string;
  readonly creatorName: string;
  /** Null is unknown. */
  readonly viewers: number | null;
  /** Epoch ms. */
  readonly startedAt: number | null;
  /** A picture that changes while it is live; null when there is none. */
  readonly posterUrl: string | null;
}

/** Most watched first; at most 60. */
export async function listLiveStreams(limit = 24): Promise<readonly LiveCard[]> {
  const found = await selectStreams(await db())
    .where(
      and(
        eq(streams.visibility, "public"),
        eq(streams.isPreview, false),
        inArray(streams.broadcast, [...PLAYABLE]),
        isNull(users.suspendedAt),
      ),
    )
    .orderBy(desc(sql`coalesce(${streams.viewers}, 0)`), desc(streams.startedAt))
    .limit(Math.min(Math.max(limit, 1), 60));
  const posters = await Promise.all(found.map(({ row }) => posterOf(row)));
  return found.map(({ row, channel, creator }, index) => ({
    streamId: row.id,
    title: row.title,
    contentLabel: row.contentLabel,
    handle: channel.handle,
    creatorName: creator.name,
    viewers: row.viewers,
    startedAt: row.startedAt?.getTime() ?? null,
    posterUrl: posters[index] ?? null,
  }));
}
