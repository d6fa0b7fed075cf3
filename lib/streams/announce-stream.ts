import "server-only";
import { setTimeout as delay } from "node:timers/promises";
import { isForEverybody } from "../access/protection-of";
import { logger } from "../logger";
import { announce } from "../presence/announce";
import { isOver } from "./broadcast-machine";
import { findChannelCurrent, toAnnouncement } from "./channel-current";
import { findStreamRow, type JoinedStream } from "./stream-query";

/** Pauses between tries, in ms. After the last one the media server's restart or the next change tells it. */
const RETRIES_MS = [200, 1_000, 3_000];

interface Announcer {
  /** Streams with news; a stream being announced joins again when it changes meanwhile. */
  readonly dirty: Set<string>;
  /** Streams that their channel's page must not show any longer, and still has to be told so. */
  readonly retracted: Set<string>;
  readonly busy: Map<string, Promise<void>>;
}
const holder: { __liveAnnouncer?: Announcer } & typeof globalThis = globalThis;

/** Tells viewers what a stream is now: always its newest state, one call at a time per stream. Answers at once, never throws. */
export function announceStream(streamId: string): void {
  const { dirty, busy } = announcer();
  dirty.add(streamId);
  if (busy.has(streamId)) return;
  const work = tellWhileDirty(streamId, dirty)
    .catch((error: unknown) => logger().warn({ err: error, streamId }, "viewers could not be told"))
    .finally(() => busy.delete(streamId));
  busy.set(streamId, work);
}

/** For a stream that was for everybody and isn't any longer: its channel's page shows something else. */
export function retractStream(streamId: string): void {
  announcer().retracted.add(streamId);
  announceStream(streamId);
}

/** Resolves when nothing is left to tell; for tests and for a clean stop. */
export async function announcementsDone(): Promise<void> {
  while (holder.__liveAnnouncer && holder.__liveAnnouncer.busy.size > 0) {
    await Promise.all(holder.__liveAnnouncer.busy.values());
  }
}

async function tellWhileDirty(streamId: string, dirty: Set<string>): Promise<void> {
  let failures = 0;
  while (dirty.delete(streamId)) {
    try {
      await tell(streamId);
      failures = 0;
    } catch (error) {
      const pause = RETRIES_MS[failures++];
      if (pause === undefined) throw error;
      dirty.add(streamId);
      await delay(pause);
    }
  }
}

async function tell(streamId: string): Promise<void> {
  const { retracted } = announcer();
  const stream = await findStreamRow(streamId);
  if (!stream) return;
  // A channel's page shows one stream at a time, and only what is for everybody.
  if (!isForEverybody(stream.row)) {
    await announce(await callFor(stream, [streamId]));
    return retracted.has(streamId) ? tellChannelWithout(stream) : undefined;
  }
  retracted.delete(streamId);
  const current = await findChannelCurrent(stream.channel.id);
  // Its page also hears the end of a stream that it was told of and that never went live.
  const isTold = current ? current.row.id === streamId : hasComeToNothing(stream);
  await announce(await callFor(stream, isTold ? [streamId, stream.channel.id] : [streamId]));
  if (current && !isTold) await announce(await callFor(current, [stream.channel.id]));
}

async function tellChannelWithout({ row, channel }: JoinedStream): Promise<void> {
  const current = await findChannelCurrent(channel.id);
  const nothing = { streamId: row.id, title: "", broadcast: "idle", startedAt: null, playback: [] } as const;
  const topics = [channel.id];
  await announce(
    current ? await callFor(current, topics) : { topics, announcement: { ...nothing, playback: [] } },
  );
  announcer().retracted.delete(row.id);
}

function announcer(): Announcer {
  holder.__liveAnnouncer ??= { dirty: new Set(), retracted: new Set(), busy: new Map() };
  return holder.__liveAnnouncer;
}

/** Its encoder was seen, so viewers were told that it would begin; then it ended without a picture. */
function hasComeToNothing({ row }: JoinedStream): boolean {
  return isOver(row.broadcast) && row.startedAt === null && row.seenAt !== null;
}

async function callFor(stream: JoinedStream, topics: string[]) {
  return { topics, announcement: await toAnnouncement(stream) };
}
