import type { RecordingFacts } from "../../wire/recording";
import type { IvsEvent } from "./events";
import { type Known, toFacts } from "./recording-facts";
import { nameOf } from "./recording-name";

/** By `recording_status` (IVS user guide, "Using Amazon EventBridge"). */
const STATES: Readonly<Record<string, Known["state"]>> = {
  "Recording Start": "recording",
  "Recording End": "ready",
  "Recording Start Failure": "failed",
  "Recording End Failure": "failed",
};

/** What an event alone tells of a recording; null for one that names none. It does not tell the size, which stays 0. */
export function recordingIn({ detail, time }: IvsEvent): RecordingFacts | null {
  const recordingId = nameOf(detail.recording_s3_key_prefix ?? "");
  const state = STATES[detail.recording_status ?? ""];
  if (!recordingId || !state) return null;
  const at = Date.parse(time);
  const durationMs = state === "recording" ? 0 : (detail.recording_duration_ms ?? 0);
  return toFacts(recordingId, { state, startedAt: at - durationMs, durationMs, bytes: 0 }, at);
}
