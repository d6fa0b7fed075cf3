import "server-only";
import { and, desc, eq, inArray, isNotNull, or, sql } from "drizzle-orm";
import { needsToken } from "../access/protection-of";
import { db } from "../db/client";
import { channels, streams } from "../db/schema";
import type { PlaybackPass } from "../providers/contract";
import type { Announcement } from "../wire/control";
import type { StreamRow } from "./apply-event";
import { isOver, ON_AIR } from "./broadcast-machine";
import { playbackOf } from "./issue-playback";
import { posterOf } from "./issue-poster";
import { type JoinedStream, selectStreams } from "./stream-query";

/** What a channel's page shows: the public stream on air, else the one that was on air last; null when there is none. */
export async function findChannelCurrent(channelId: string): Promise<JoinedStream | null> {
  const rank = sql`case ${streams.broadcast} when 'live' then 0 when 'reconnecting' then 1 when 'connecting' then 2 else 3 end`;
  const [current] = await selectStreams(await db())
    .where(
      and(
        eq(channels.id, channelId),
        eq(streams.visibility, "public"),
        eq(streams.isPreview, false),
        or(inArray(streams.broadcast, [...ON_AIR]), isNotNull(streams.startedAt)),
      ),
    )
    .orderBy(rank, desc(sql`coalesce(${streams.startedAt}, ${streams.createdAt})`))
    .limit(1);
  return current ?? null;
}

/**
 * For whoever listens, invited or not: holds nothing that lets anybody publish, nor watch what isn't for everybody.
 * What a suspended creator left behind is not shown.
 */
export async function toAnnouncement(stream: JoinedStream): Promise<Announcement> {
  const { row } = stream;
  const told = await toViewerAnnouncement(stream, null);
  if (!needsToken(row)) return told;
  if (row.visibility !== "private" && !row.isPreview) return { ...told, needsToken: true };
  const broadcast = row.isPreview ? "ready" : told.broadcast;
  return { ...told, title: "", broadcast, startedAt: null, needsToken: true };
}

/** The same for one viewer who was admitted, with addresses that are good for them alone. */
export async function toViewerAnnouncement(
  { row: stored, creator }: JoinedStream,
  pass: PlaybackPass | null,
): Promise<Announcement> {
  const isHidden = creator.suspendedAt !== null && isOver(stored.broadcast);
  const row: StreamRow = isHidden ? { ...stored, broadcast: "ended" } : stored;
  const posterUrl = await posterOf(row, pass ?? undefined);
  return {
    streamId: row.id,
    title: row.title,
    broadcast: row.broadcast,
    startedAt: row.startedAt?.getTime() ?? null,
    playback: [...(await playbackOf(row, pass))],
    ...(needsToken(row) ? { needsToken: true } : {}),
    ...(posterUrl ? { posterUrl } : {}),
  };
}
