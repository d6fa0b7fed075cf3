import type { RecordingFacts } from "../wire/recording";

/** A finished recording of a minute, as a media server tells of it. */
export function recordingFacts(recordingId: string, change: Partial<RecordingFacts> = {}): RecordingFacts {
  return {
    recordingId,
    state: "ready",
    fault: null,
    startedAt: Date.now() - 60_000,
    durationMs: 60_000,
    bytes: 12_000_000,
    storage: "disk",
    hasStoryboard: true,
    ...change,
  };
}
