import "server-only";
import { and, desc, eq, isNotNull, sql } from "drizzle-orm";
import { db } from "../db/client";
import { channels, streams, users } from "../db/schema";
import { presenceUrl } from "../presence/presence-url";
import { findChannelCurrent, toAnnouncement } from "./channel-current";
import type { WatchView } from "./stream";
import { findStreamRow, type JoinedStream } from "./stream-query";

/** A channel's watch page; null when there is no such handle. Unlisted streams never show here. */
export async function getWatchByHandle(handle: string): Promise<WatchView | null> {
  const [channel] = await (await db())
    .select({ id: channels.id, handle: channels.handle, creatorName: users.name })
    .from(channels)
    .innerJoin(users, eq(users.id, channels.userId))
    .where(sql`lower(${channels.handle}) = ${handle.toLowerCase().slice(0, 64)}`)
    .limit(1);
  if (!channel) return null;
  return toWatchView(channel, await findChannelCurrent(channel.id), channel.id);
}

/** One stream's watch page, unlisted ones included; null when there is no such stream. */
export async function getWatchByStream(id: string): Promise<WatchView | null> {
  const stream = await findStreamRow(id);
  if (!stream) return null;
  const { channel, creator } = stream;
  return toWatchView({ id: channel.id, handle: channel.handle, creatorName: creator.name }, stream, id);
}

async function toWatchView(
  channel: WatchView["channel"],
  current: JoinedStream | null,
  topic: string,
): Promise<WatchView> {
  return {
    channel,
    current: current ? await toAnnouncement(current) : null,
    contentLabel: current?.row.contentLabel ?? null,
    viewers: current?.row.viewers ?? null,
    topic,
    presenceUrl: presenceUrl(),
    lastLiveAt: await lastLiveAt(channel.id),
  };
}

/** Of public streams: the end of the last broadcast, or its start while it lasts. */
async function lastLiveAt(channelId: string): Promise<number | null> {
  const [last] = await (await db())
    .select({ startedAt: streams.startedAt, endedAt: streams.endedAt })
    .from(streams)
    .where(
      and(eq(streams.channelId, channelId), eq(streams.visibility, "public"), isNotNull(streams.startedAt)),
    )
    .orderBy(desc(streams.startedAt))
    .limit(1);
  return (last?.endedAt ?? last?.startedAt)?.getTime() ?? null;
}
