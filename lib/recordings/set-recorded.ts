import "server-only";
import { eq } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { assertScope } from "../auth/assert-role";
import { db, notify } from "../db/client";
import { streams } from "../db/schema";
import { AppError } from "../errors";
import { capabilitiesOf } from "../providers/capabilities-of";
import { applySettings } from "../streams/apply-settings";
import { isFinal } from "../streams/broadcast-machine";
import { getOwnStream } from "../streams/own-stream";
import { STREAM_CHANGED } from "../streams/write-streams";

/**
 * Whether a stream is recorded, until it ends for good; on air it holds from now on, and what was recorded stays.
 * Throws `not-found`, `stream-ended`, `recording-unsupported`.
 */
export async function setRecorded(
  actor: Actor,
  streamId: string,
  isRecorded: boolean,
): Promise<{ applied: "done" | "pending" }> {
  assertScope(actor, "streams:write");
  const { row } = await getOwnStream(actor, streamId);
  const capabilities = capabilitiesOf(row.provider);
  const records = capabilities?.recording && (row.visibility === "public" || capabilities.privateReplays);
  if (isRecorded && !records) throw new AppError("recording-unsupported");
  await (await db()).transaction(async (tx) => {
    const [current] = await tx.select().from(streams).where(eq(streams.id, streamId)).for("update");
    if (!current || isFinal(current.endedBecause)) throw new AppError("stream-ended");
    await tx.update(streams).set({ isRecorded }).where(eq(streams.id, streamId));
    await notify(tx, STREAM_CHANGED, streamId);
  });
  return { applied: await applySettings(streamId) };
}
