import "server-only";
import { and, desc, eq, isNull, ne } from "drizzle-orm";
import { db } from "../db/client";
import { streams, users } from "../db/schema";
import { selectStreams } from "../streams/stream-query";
import { findRecordings } from "./find-recordings";
import { issueReplay } from "./issue-replay";

/** A public broadcast that is over and can be watched again. */
export interface PastBroadcast {
  readonly streamId: string;
  readonly title: string;
  /** Epoch ms. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly posterUrl: string | null;
}

/** Of one channel, newest first; `except` is shown elsewhere on the page. At most 48. */
export async function listPastBroadcasts(
  channelId: string,
  options: { limit: number; except: string | null },
): Promise<readonly PastBroadcast[]> {
  const found = await selectStreams(await db())
    .where(
      and(
        eq(streams.channelId, channelId),
        eq(streams.visibility, "public"),
        eq(streams.isPreview, false),
        eq(streams.broadcast, "replay-ready"),
        isNull(users.suspendedAt),
        options.except ? ne(streams.id, options.except) : undefined,
      ),
    )
    .orderBy(desc(streams.startedAt), desc(streams.id))
    .limit(Math.min(Math.max(options.limit, 1), 48));
  const rows = await findRecordings(found.map((one) => one.row.id));
  return Promise.all(
    found.flatMap(({ row }) => {
      const own = rows.filter((one) => one.streamId === row.id);
      const ready = own.find((one) => one.state === "ready");
      return ready ? [toPastBroadcast(row.id, row.title, ready.startedAt, ready.durationMs, own)] : [];
    }),
  );
}

async function toPastBroadcast(
  streamId: string,
  title: string,
  startedAt: Date,
  durationMs: number,
  own: Awaited<ReturnType<typeof findRecordings>>,
): Promise<PastBroadcast> {
  const { posterUrl } = await issueReplay(own);
  return { streamId, title, startedAt: startedAt.getTime(), durationMs, posterUrl };
}
