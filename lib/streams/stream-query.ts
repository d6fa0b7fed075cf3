import "server-only";
import { eq } from "drizzle-orm";
import { managerPass } from "../access/pass-for";
import type { Actor } from "../auth/actor";
import { readEndOf } from "../budgets/read-end-of";
import { db } from "../db/client";
import type { Database } from "../db/open-database";
import { channels, streams, type Tier, users } from "../db/schema";
import type { PlaybackPass } from "../providers/contract";
import { describeProviderId } from "../providers/get-provider";
import { isFresh, providerHealth } from "../providers/health";
import { findRecordings } from "../recordings/find-recordings";
import { type RecordingRow, toRecordingView } from "../recordings/recording";
import { toStreamExperience } from "../session-records/stream-experience";
import { ID_PATTERN } from "../wire/limits";
import type { StreamRow } from "./apply-event";
import { isOver, isPlayable } from "./broadcast-machine";
import { playbackOf } from "./issue-playback";
import { nameProviders } from "./name-providers";
import type { StreamView } from "./stream";

/** A stream with whose it is. */
export interface JoinedStream {
  readonly row: StreamRow;
  readonly channel: { readonly id: string; readonly handle: string; readonly userId: string };
  readonly creator: { readonly name: string; readonly tier: Tier; readonly suspendedAt: Date | null };
}

/** Every read of streams starts here; add `where`, `orderBy` and a `limit`. */
export function selectStreams(database: Database) {
  return database
    .select({
      row: streams,
      channel: { id: channels.id, handle: channels.handle, userId: channels.userId },
      creator: { name: users.name, tier: users.tier, suspendedAt: users.suspendedAt },
    })
    .from(streams)
    .innerJoin(channels, eq(channels.id, streams.channelId))
    .innerJoin(users, eq(users.id, channels.userId))
    .$dynamic();
}

export async function findStreamRow(id: string): Promise<JoinedStream | null> {
  if (!ID_PATTERN.test(id)) return null;
  const [found] = await selectStreams(await db())
    .where(eq(streams.id, id))
    .limit(1);
  return found ?? null;
}

/** With addresses to watch it for the actor, who manages it. */
export async function toStreamView(stream: JoinedStream, actor: Actor): Promise<StreamView> {
  return toViewerStreamView(stream, managerPass(stream.row, actor));
}

/** With addresses to watch it for whoever has the pass; null for a stream that everybody may watch. */
export async function toViewerStreamView(
  stream: JoinedStream,
  pass: PlaybackPass | null,
): Promise<StreamView> {
  return toView(stream, await findRecordings([stream.row.id]), pass);
}

/** Of streams that the actor manages; asks once for the recordings of all. */
export async function toStreamViews(
  found: readonly JoinedStream[],
  actor: Actor,
): Promise<readonly StreamView[]> {
  const rows = await findRecordings(found.map((one) => one.row.id));
  return Promise.all(
    found.map((one) =>
      toView(
        one,
        rows.filter((recording) => recording.streamId === one.row.id),
        managerPass(one.row, actor),
      ),
    ),
  );
}

async function toView(
  { row, channel, creator }: JoinedStream,
  recordings: readonly RecordingRow[],
  pass: PlaybackPass | null,
): Promise<StreamView> {
  return {
    id: row.id,
    title: row.title,
    contentLabel: row.contentLabel,
    visibility: row.visibility,
    channel: { id: channel.id, handle: channel.handle, creatorName: creator.name },
    provider: describeProviderId(row.provider),
    decision: row.decision,
    providerLabels: nameProviders(row.decision),
    broadcast: row.broadcast,
    ingest: row.ingest,
    health: row.health,
    issues: row.healthIssues,
    metrics: row.metrics,
    isPreview: row.isPreview,
    protocol: row.protocol,
    notices: row.notices,
    renditions: row.renditions,
    isRecorded: row.isRecorded,
    recordings: recordings.flatMap((one) => toRecordingView(one) ?? []),
    staleSince: staleSince(row),
    playback: await playbackOf(row, pass, recordings),
    viewers: row.viewers,
    peakViewers: row.peakViewers,
    experience: toStreamExperience(row.experience, isPlayable(row.broadcast)),
    reconnectUntil: row.reconnectUntil?.getTime() ?? null,
    endsAt: isOver(row.broadcast) ? null : await readEndOf({ ...row, tier: creator.tier }),
    refusedAt: row.refusedAt?.getTime() ?? null,
    startedAt: row.startedAt?.getTime() ?? null,
    endedAt: row.endedAt?.getTime() ?? null,
    endedBecause: row.endedBecause,
    createdAt: row.createdAt.getTime(),
  };
}

/** What is over changes no more, whether or not its provider answers. */
function staleSince(row: StreamRow): number | null {
  if (isOver(row.broadcast)) return null;
  if (isFresh(row.provider)) return null;
  return row.seenAt?.getTime() ?? providerHealth(row.provider).since;
}
