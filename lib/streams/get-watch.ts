import "server-only";
import { and, desc, eq, isNotNull } from "drizzle-orm";
import { admitViewer } from "../access/admit-viewer";
import { passFor } from "../access/pass-for";
import type { Viewer } from "../access/viewer";
import { db } from "../db/client";
import { streams } from "../db/schema";
import { presenceUrl } from "../presence/presence-url";
import { findChannelCurrent, toAnnouncement, toViewerAnnouncement } from "./channel-current";
import { findChannel } from "./find-channel";
import { linkPreviewOf } from "./link-preview";
import type { WatchView } from "./stream";
import { findStreamRow, type JoinedStream } from "./stream-query";

/** A channel's watch page; null when there is no such handle. Unlisted streams never show here. */
export async function getWatchByHandle(handle: string): Promise<WatchView | null> {
  const channel = await findChannel(handle);
  if (!channel) return null;
  return toWatchView(channel, await findChannelCurrent(channel.id), channel.id);
}

/** A private stream's page for somebody who isn't invited: says nothing of the stream. */
export interface RefusedWatch {
  readonly refused: "not-invited" | "invitation-over";
}

/** One stream's watch page as this viewer may see it, unlisted ones included; null when there is no such stream. */
export async function getWatchByStream(id: string, viewer: Viewer): Promise<WatchView | RefusedWatch | null> {
  const stream = await findStreamRow(id);
  if (!stream) return null;
  const admission = await admitViewer(stream, viewer);
  const { channel, creator, row } = stream;
  // Its creator is described on the channel's page.
  const about = { id: channel.id, handle: channel.handle, creatorName: creator.name, bio: "" };
  if (admission.allowed) {
    const pass = passFor(row, viewer, admission.grant);
    return { ...(await toWatchView(about, stream, id)), current: await toViewerAnnouncement(stream, pass) };
  }
  if (row.visibility === "private") return { refused: admission.reason };
  // A preview: to others the stream has not begun.
  return { ...(await toWatchView(about, stream, id)), contentLabel: null, viewers: null };
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
    previewImage: current ? linkPreviewOf(current) : null,
    lastLiveAt: await lastLiveAt(channel.id),
  };
}

/** Of public streams: the end of the last broadcast, or its start while it lasts. */
async function lastLiveAt(channelId: string): Promise<number | null> {
  const [last] = await (await db())
    .select({ startedAt: streams.startedAt, endedAt: streams.endedAt })
    .from(streams)
    .where(
      and(
        eq(streams.channelId, channelId),
        eq(streams.visibility, "public"),
        eq(streams.isPreview, false),
        isNotNull(streams.startedAt),
      ),
    )
    .orderBy(desc(streams.startedAt))
    .limit(1);
  return (last?.endedAt ?? last?.startedAt)?.getTime() ?? null;
}
