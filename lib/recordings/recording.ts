import type { recordings } from "../db/schema";
import type { RecordingFault } from "../wire/recording";

export type RecordingRow = typeof recordings.$inferSelect;
export type RecordingState = RecordingRow["state"];

/** A recording as its creator and admins see it. Plain data; times are epoch ms. Says nothing of where it lies. */
export interface RecordingView {
  readonly id: string;
  readonly streamId: string;
  /** `deleting`: gone for viewers, and its files follow. */
  readonly state: Exclude<RecordingState, "deleted">;
  /** Why it stopped before its stream did, or can't be played. */
  readonly fault: RecordingFault | null;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly bytes: number;
  /** Null is kept. */
  readonly expiresAt: number | null;
}

/** Null for one that is gone. */
export function toRecordingView(row: RecordingRow): RecordingView | null {
  const { id, streamId, state, fault, durationMs, bytes } = row;
  if (state === "deleted") return null;
  return {
    id,
    streamId,
    state,
    fault,
    startedAt: row.startedAt.getTime(),
    durationMs,
    bytes,
    expiresAt: row.expiresAt?.getTime() ?? null,
  };
}
