import type { StreamView } from "@/lib/streams/stream";
import type { SessionState } from "../session/session-state";

export type StageLight =
  | "off"
  | "starting"
  | "connecting"
  | "preview"
  | "live"
  | "live-paused"
  | "reconnecting"
  | "ended";

/** What this tab does, held against what the server says: only the server turns the red light on. */
export function stageState(
  { phase }: SessionState,
  stream: Pick<StreamView, "broadcast" | "isPreview">,
  isPaused: boolean,
): StageLight {
  if (phase !== "live") return phase;
  if (stream.isPreview && stream.broadcast !== "connecting") return "preview";
  if (stream.broadcast !== "live") return "connecting";
  return isPaused ? "live-paused" : "live";
}
