import "server-only";
import { and, desc, inArray, sql } from "drizzle-orm";
import { db } from "../db/client";
import { type ContentLabel, streams } from "../db/schema";
import { matchesWords } from "../search/matches-words";
import { PLAYABLE } from "./broadcast-machine";
import { isListed } from "./is-listed";
import { posterOf } from "./issue-poster";
import { selectStreams } from "./stream-query";

/** A public stream that is on air, for everybody's lists. */
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

export interface ListLiveOptions {
  readonly limit?: number;
  readonly label?: ContentLabel | null;
  /** Folded (`lib/search/search-words.ts`); all must be found. */
  readonly words?: readonly string[];
}

const MOST = 61;

/** Most watched first; at most 61, so that whoever shows 60 knows whether there are more. */
export async function listLiveStreams(options: ListLiveOptions = {}): Promise<readonly LiveCard[]> {
  const { limit = 24, label = null, words = [] } = options;
  const found = await selectStreams(await db())
    .where(and(isListed(label), inArray(streams.broadcast, [...PLAYABLE]), await matchesWords(words)))
    .orderBy(desc(sql`coalesce(${streams.viewers}, 0)`), desc(streams.startedAt), desc(streams.id))
    .limit(Math.min(Math.max(limit, 1), MOST));
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
