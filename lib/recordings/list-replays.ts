import "server-only";
import { and, desc, eq, lt, sql } from "drizzle-orm";
import { db } from "../db/client";
import { type ContentLabel, channels, recordings, streams, users } from "../db/schema";
import { matchesWords } from "../search/matches-words";
import { isListed } from "../streams/is-listed";
import { issueReplay } from "./issue-replay";
import { type ReplayPosition, readPosition, writePosition } from "./replay-position";

/** A public broadcast that is over and can be watched again. */
export interface ReplayCard {
  readonly streamId: string;
  readonly title: string;
  readonly contentLabel: ContentLabel;
  readonly handle: string;
  readonly creatorName: string;
  /** When it was first shown, epoch ms. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly posterUrl: string | null;
}

export interface ReplayPage {
  readonly replays: readonly ReplayCard[];
  /** Pass as `before` for the next page; null at the end. */
  readonly next: string | null;
}

export interface ListReplaysOptions {
  readonly limit: number;
  readonly before?: string | null;
  /** Of one channel only. */
  readonly channelId?: string;
  readonly label?: ContentLabel | null;
  /** Folded (`lib/search/search-words.ts`); all must be found. */
  readonly words?: readonly string[];
}

const MOST = 48;
/** A vendor may make several recordings of one stream. */
const newestReady = sql`(
  select r.id from recordings r where r.stream_id = ${streams.id} and r.state = 'ready'
  order by r.started_at desc, r.id desc limit 1)`;

/** Newest first, at most 48 a page. A `before` that is no position begins at the newest. */
export async function listReplays(options: ListReplaysOptions): Promise<ReplayPage> {
  const limit = Math.min(Math.max(options.limit, 1), MOST);
  const before = readPosition(options.before ?? null);
  const found = await (await db())
    .select({ row: streams, handle: channels.handle, name: users.name, recording: recordings })
    .from(streams)
    .innerJoin(channels, eq(channels.id, streams.channelId))
    .innerJoin(users, eq(users.id, channels.userId))
    .innerJoin(recordings, eq(recordings.id, newestReady))
    .where(
      and(
        isListed(options.label ?? null),
        eq(streams.broadcast, "replay-ready"),
        options.channelId ? eq(streams.channelId, options.channelId) : undefined,
        before ? lt(sql`(${streams.startedAt}, ${streams.id})`, positionOf(before)) : undefined,
        await matchesWords(options.words ?? []),
      ),
    )
    .orderBy(desc(streams.startedAt), desc(streams.id))
    .limit(limit + 1);
  const page = found.slice(0, limit);
  const replays = await Promise.all(page.map(toReplayCard));
  const last = page.at(-1);
  return {
    replays,
    next: last && found.length > limit ? writePosition(last.row) : null,
  };
}

function positionOf({ startedAt, id }: ReplayPosition) {
  return sql`(${new Date(startedAt).toISOString()}::timestamptz, ${id})`;
}

interface Found {
  readonly row: typeof streams.$inferSelect;
  readonly handle: string;
  readonly name: string;
  readonly recording: typeof recordings.$inferSelect;
}

async function toReplayCard({ row, handle, name, recording }: Found): Promise<ReplayCard> {
  const { posterUrl } = await issueReplay([recording]);
  return {
    streamId: row.id,
    title: row.title,
    contentLabel: row.contentLabel,
    handle,
    creatorName: name,
    startedAt: (row.startedAt ?? recording.startedAt).getTime(),
    durationMs: recording.durationMs,
    posterUrl,
  };
}
