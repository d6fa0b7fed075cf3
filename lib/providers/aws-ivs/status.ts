import type { HealthGrade, IngestState } from "../../wire/stream-state";
import type { LiveStatus } from "../contract";
import { IDLE } from "../media-events";

/** What is read of the API's `Stream` and `StreamSummary`. */
export interface LiveStream {
  readonly state?: string | undefined;
  readonly health?: string | undefined;
  readonly viewerCount?: number | undefined;
}

const HEALTH: Record<string, HealthGrade> = { HEALTHY: "good", STARVING: "poor" };

/** A count of −1 is one that timed out at the service: unknown. */
export function statusOf(stream: LiveStream): LiveStatus {
  const ingest: IngestState = stream.state === "OFFLINE" ? "inactive" : "active";
  const count = stream.viewerCount ?? -1;
  return {
    ...IDLE,
    ingest,
    health: HEALTH[stream.health ?? ""] ?? "unknown",
    viewers: count < 0 ? null : count,
  };
}
