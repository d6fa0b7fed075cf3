import { z } from "zod";
import type { RecordingFacts } from "../../wire/recording";

/** What of `events/recording-*.json` is used (IVS user guide, "JSON Metadata Files"). */
export const RecordingJson = z.object({
  recording_started_at: z.string().nullish(),
  media: z
    .object({ hls: z.object({ duration_ms: z.number().nullish() }).nullish().catch(null) })
    .nullish()
    .catch(null),
});
export type RecordingJson = z.infer<typeof RecordingJson>;

/** One of these lies in a recording's folder, written as it goes on; the first that is there tells its state. */
export const EVENT_FILES = [
  ["recording-ended.json", "ready"],
  ["recording-failed.json", "failed"],
  ["recording-started.json", "recording"],
] as const satisfies readonly (readonly [string, RecordingFacts["state"]])[];

/** What is known of a recording, from wherever. */
export interface Known {
  readonly state: RecordingFacts["state"];
  /** Epoch ms. */
  readonly startedAt: number;
  /** Null while it grows. */
  readonly durationMs: number | null;
  readonly bytes: number;
}

export function toFacts(recordingId: string, known: Known, now: number): RecordingFacts {
  const { state, startedAt, durationMs, bytes } = known;
  const lengthMs = durationMs ?? (state === "recording" ? now - startedAt : 0);
  return {
    recordingId,
    state,
    fault: state === "failed" ? "storage-error" : null,
    startedAt,
    durationMs: Math.max(0, Math.round(lengthMs)),
    bytes,
    storage: "s3",
    hasStoryboard: false,
  };
}

/** What the service wrote, in our words; `fallbackAt` (epoch ms) where it left out when it began. */
export function knownOf(
  json: RecordingJson,
  state: RecordingFacts["state"],
  bytes: number,
  fallbackAt: number,
): Known {
  const at = Date.parse(json.recording_started_at ?? "");
  const startedAt = Number.isNaN(at) ? fallbackAt : at;
  return { state, startedAt, durationMs: json.media?.hls?.duration_ms ?? null, bytes };
}
