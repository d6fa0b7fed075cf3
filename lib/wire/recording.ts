import { z } from "zod";
import { ID_PATTERN } from "./limits";

/** Why a recording stopped before its stream did, or can't be played. */
export const RecordingFault = z.enum(["disk-full", "storage-error", "unreadable"]);
export type RecordingFault = z.infer<typeof RecordingFault>;

/** One recording as the media server holds it. There is one per stream, however often its encoder reconnected. */
export const RecordingFacts = z.object({
  /** The stream's id: replays stand under it. */
  recordingId: z.string().regex(ID_PATTERN),
  /** `recording`: grows. `ready`: complete and playable. `failed`: nothing to play. */
  state: z.enum(["recording", "ready", "failed"]),
  fault: RecordingFault.nullable(),
  /** Epoch ms of the first frame. */
  startedAt: z.number(),
  durationMs: z.number().int().min(0),
  bytes: z.number().int().min(0),
  storage: z.enum(["disk", "s3"]),
  hasStoryboard: z.boolean(),
});
export type RecordingFacts = z.infer<typeof RecordingFacts>;
