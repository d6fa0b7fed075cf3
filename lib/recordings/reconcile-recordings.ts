import "server-only";
import { and, eq, inArray, lt } from "drizzle-orm";
import { db } from "../db/client";
import type { Transaction } from "../db/open-database";
import { recordings, streams } from "../db/schema";
import { logger } from "../logger";
import { getProvider } from "../providers/get-provider";
import { announceStream } from "../streams/announce-stream";
import { OVER } from "../streams/broadcast-machine";
import { writeStreams } from "../streams/write-streams";
import type { RecordingFacts } from "../wire/recording";
import { withFacts } from "./apply-recording-event";
import { readRetention, writeRecordings } from "./apply-recording-events";
import type { RecordingRow } from "./recording";
import { settleReplays } from "./settle-replays";

/** A recording is finished within seconds of its stream; past this much, in ms, its provider is asked. */
const OVERDUE_MS = 120_000;
const BATCH = 20;

/** Asks providers about recordings whose streams are over and of which nothing was heard. Returns the ids that it mended. */
export async function reconcileRecordings(nowMs: number): Promise<readonly string[]> {
  const overdue = await (await db())
    .select({ row: recordings, ref: streams.providerRef })
    .from(recordings)
    .innerJoin(streams, eq(streams.id, recordings.streamId))
    .where(
      and(
        eq(recordings.state, "recording"),
        inArray(streams.broadcast, [...OVER]),
        lt(streams.endedAt, new Date(nowMs - OVERDUE_MS)),
      ),
    )
    .limit(BATCH);
  const mended: string[] = [];
  for (const { row, ref } of overdue) {
    if (ref && (await mend(row, ref, nowMs))) mended.push(row.id);
  }
  return mended;
}

async function mend(row: RecordingRow, ref: string, nowMs: number): Promise<boolean> {
  try {
    const provider = await getProvider(row.provider);
    const held = await provider.listRecordings?.({ provider: row.provider, id: ref });
    if (!held) return false;
    const facts = held.find((one) => one.recordingId === row.providerRef) ?? null;
    if (facts?.state === "recording") return false;
    const isMended = await (await db()).transaction((tx) => apply(tx, row, facts, nowMs));
    if (isMended) announceStream(row.streamId);
    return isMended;
  } catch (error) {
    logger().warn({ err: error, streamId: row.streamId }, "a provider could not be asked for a recording");
    return false;
  }
}

async function apply(tx: Transaction, known: RecordingRow, facts: RecordingFacts | null, nowMs: number) {
  const [before] = await tx.select().from(streams).where(eq(streams.id, known.streamId)).for("update");
  const [row] = await tx.select().from(recordings).where(eq(recordings.id, known.id));
  // An event, or the encoder, may have come first.
  if (!before || row?.state !== "recording" || row.eventSequence !== known.eventSequence) return false;
  const { streamId, provider } = row;
  const retentionDays = (await readRetention(tx, [streamId])).get(streamId) ?? null;
  const context = { newId: row.id, streamId, provider, retentionDays };
  await writeRecordings(tx, [withFacts(row, nowMs, facts ?? missing(row), context)]);
  const [after = before] = await settleReplays(tx, [before]);
  if (after !== before) await writeStreams(tx, [{ before, after }]);
  return true;
}

/** Its provider does not know it: there is nothing to play. */
function missing(row: RecordingRow): RecordingFacts {
  const { providerRef: recordingId, durationMs, bytes } = row;
  const startedAt = row.startedAt.getTime();
  const lost = { state: "failed", fault: "storage-error", storage: "disk", hasStoryboard: false } as const;
  return { recordingId, startedAt, durationMs, bytes, ...lost };
}
