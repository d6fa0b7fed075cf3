import "server-only";
import { eq } from "drizzle-orm";
import { type AuditEntry, recordAudit } from "../audit/record-audit";
import type { Actor } from "../auth/actor";
import { assertScope } from "../auth/assert-role";
import { db, notify } from "../db/client";
import type { Transaction } from "../db/open-database";
import { recordings, streams } from "../db/schema";
import { AppError } from "../errors";
import { announceStream } from "../streams/announce-stream";
import { STREAM_CHANGED, writeStreams } from "../streams/write-streams";
import type { RecordingRow } from "./recording";
import { getManagedRecording } from "./recording-query";
import { removeAtProvider } from "./remove-at-provider";
import { settleReplays } from "./settle-replays";

/**
 * Takes it from viewers at once, then has its provider remove it. `pending`: the provider did not answer, and is asked
 * again until it does. Idempotent while it lasts. Throws `not-found`, `recording-in-progress`.
 */
export async function deleteRecording(actor: Actor, id: string): Promise<{ removal: "done" | "pending" }> {
  assertScope(actor, "recordings:write");
  const found = await getManagedRecording(actor, id);
  const row = await (await db()).transaction((tx) =>
    markDeleting(tx, found.row, { actor, action: "recording.deleted", target: id }),
  );
  if (!row) return { removal: "done" };
  announceStream(row.streamId);
  return { removal: (await removeAtProvider(row)) ? "done" : "pending" };
}

/** The intent, stored first. Null when it is gone already. Throws `recording-in-progress`. */
export async function markDeleting(
  tx: Transaction,
  known: Pick<RecordingRow, "id" | "streamId">,
  audit: AuditEntry,
): Promise<RecordingRow | null> {
  // The stream first, as events do: two at once wait for each other instead of deadlocking.
  const [before] = await tx.select().from(streams).where(eq(streams.id, known.streamId)).for("update");
  const [row] = await tx.select().from(recordings).where(eq(recordings.id, known.id)).for("update");
  if (!before || !row || row.state === "deleted") return null;
  if (row.state === "deleting") return row;
  if (row.state === "recording") throw new AppError("recording-in-progress");
  await tx.update(recordings).set({ state: "deleting" }).where(eq(recordings.id, row.id));
  const { durationMs, bytes } = row;
  await recordAudit(tx, { ...audit, before: { state: row.state, durationMs, bytes } });
  const [after = before] = await settleReplays(tx, [before]);
  if (after === before) await notify(tx, STREAM_CHANGED, before.id);
  else await writeStreams(tx, [{ before, after }]);
  return { ...row, state: "deleting" };
}
