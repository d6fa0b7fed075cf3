import type { IngestMetrics } from "../media-events";
import type { HealthIssue } from "../stream-state";
import type { IngestFacts } from "./ingest-facts";
import type { IngestLimits } from "./ingest-limits";

/** One look at an encoder's stream. */
export interface IngestUnderTest {
  readonly metrics: IngestMetrics;
  readonly facts: IngestFacts;
  readonly limits: IngestLimits;
  /** The server asks for key frames as it needs them (WebRTC): their rhythm is no setting of the encoder's. */
  readonly asksForKeyFrames?: boolean;
}

/** Names what is wrong in its own field; nothing when all is well or unknown. */
export type Check = (ingest: IngestUnderTest) => readonly HealthIssue[];

/** Averages mean something only after this long. */
export const AVERAGING_MS = 10_000;
/** Frames that stay away for so long are missing. */
export const SILENT_MS = 5_000;

export function issue(
  code: HealthIssue["code"],
  severity: HealthIssue["severity"],
  details: HealthIssue["details"] = {},
): HealthIssue {
  return { code, severity, details };
}

/** Tenths of a second, for sentences. */
export function toSeconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
