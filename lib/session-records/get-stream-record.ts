import "server-only";
import { desc, eq, max, min, sql } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { assertScope } from "../auth/assert-role";
import { db } from "../db/client";
import { publishSessions, streamSamples } from "../db/schema";
import { isPlayable } from "../streams/broadcast-machine";
import { getManagedStream } from "../streams/own-stream";
import { UsageFigures } from "../wire/media-events";
import type { HealthGrade } from "../wire/stream-state";
import { type EncoderPoint, withExperience } from "./list-experience";
import { pointSecondsFor } from "./point-seconds";
import { toStreamExperience } from "./stream-experience";
import type { RecordConnection, StreamRecord } from "./stream-record";

const MAX_CONNECTIONS = 500;
const MAX_POINTS = 1_000;
/** By how much each counts when points are put together. */
const GRADES: readonly HealthGrade[] = ["unknown", "good", "fair", "poor"];

/** For the stream's owner and admins; throws `not-found` for everybody else. */
export async function getStreamRecord(actor: Actor, streamId: string): Promise<StreamRecord> {
  assertScope(actor, "streams:read");
  const { row } = await getManagedStream(actor, streamId);
  const pointSeconds = await findPointSeconds(row.id);
  return {
    streamId: row.id,
    startedAt: iso(row.startedAt),
    endedAt: iso(row.endedAt),
    endedBecause: row.endedBecause,
    peakViewers: row.peakViewers,
    experience: toStreamExperience(row.experience, isPlayable(row.broadcast)),
    // What ended before a figure was counted lacks it.
    totals: row.endedAt && row.usage ? UsageFigures.parse(row.usage) : null,
    pointSeconds,
    points: await withExperience(row.id, pointSeconds, await listPoints(row.id, pointSeconds)),
    connections: await listConnections(row.id),
  };
}

async function findPointSeconds(streamId: string): Promise<number> {
  const [span] = await (await db())
    .select({ from: min(streamSamples.at), to: max(streamSamples.at) })
    .from(streamSamples)
    .where(eq(streamSamples.streamId, streamId));
  return pointSecondsFor(span?.from && span.to ? span.to.getTime() - span.from.getTime() : 0);
}

async function listPoints(streamId: string, seconds: number): Promise<EncoderPoint[]> {
  const { at, videoKbps, audioKbps, framesPerSecond, viewers, health } = streamSamples;
  // Written into the statement: as parameters, the two places would not be seen to be the same expression.
  const bucket = sql`floor(extract(epoch from ${at}) / ${sql.raw(String(seconds))})`;
  const grade = sql`case ${health} when 'poor' then 3 when 'fair' then 2 when 'good' then 1 else 0 end`;
  const found = await (await db())
    .select({
      bucket: sql<string>`${bucket}`.mapWith(Number),
      videoKbps: sql<number | null>`round(avg(${videoKbps}))::integer`,
      audioKbps: sql<number | null>`round(avg(${audioKbps}))::integer`,
      framesPerSecond: sql<number | null>`round(avg(${framesPerSecond})::numeric, 1)::double precision`,
      viewers: sql<number | null>`max(${viewers})`,
      grade: sql<number>`max(${grade})`.mapWith(Number),
    })
    .from(streamSamples)
    .where(eq(streamSamples.streamId, streamId))
    .groupBy(bucket)
    .orderBy(bucket)
    .limit(MAX_POINTS);
  return found.map((point) => ({
    at: new Date(Number(point.bucket) * seconds * 1000).toISOString(),
    videoKbps: point.videoKbps,
    audioKbps: point.audioKbps,
    framesPerSecond: point.framesPerSecond,
    viewers: point.viewers,
    health: GRADES[point.grade] ?? "unknown",
  }));
}

async function listConnections(streamId: string): Promise<RecordConnection[]> {
  const found = await (await db())
    .select()
    .from(publishSessions)
    .where(eq(publishSessions.streamId, streamId))
    .orderBy(desc(publishSessions.startedAt), desc(publishSessions.id))
    .limit(MAX_CONNECTIONS);
  return found.reverse().map((session) => ({
    protocol: session.protocol,
    address: session.address,
    startedAt: session.startedAt.toISOString(),
    endedAt: iso(session.endedAt),
    endedBecause: session.endedBecause,
    droppedFrames: session.metrics?.droppedFrames ?? null,
  }));
}

function iso(moment: Date | null): string | null {
  return moment?.toISOString() ?? null;
}
