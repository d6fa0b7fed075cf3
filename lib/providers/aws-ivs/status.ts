import type { StreamSession } from "@aws-sdk/client-ivs";
import type { HealthGrade, HealthIssue, IngestState } from "../../wire/stream-state";
import type { LiveStatus } from "../contract";
import { IDLE } from "../media-events";
import { configurationIssues, factsOf, metricsOf } from "./session-facts";

/** What is read of the API's `Stream` and `StreamSummary`. */
export interface LiveStream {
  readonly state?: string | undefined;
  readonly health?: string | undefined;
  readonly viewerCount?: number | undefined;
  readonly startTime?: Date | undefined;
}

/** Nothing is on air, and nobody counts viewers then. */
export const OFF_AIR: LiveStatus = { ...IDLE, viewers: null };
const HEALTH: Record<string, HealthGrade> = { HEALTHY: "good", STARVING: "poor" };
export const STARVING: HealthIssue = { code: "starving", severity: "critical", details: {} };

/** A count of −1 is one that timed out at the service: unknown. `now` in epoch ms; without a session nothing is said of the encoder. */
export function statusOf(stream: LiveStream, session: StreamSession | null, now: number): LiveStatus {
  const ingest: IngestState = stream.state === "OFFLINE" ? "inactive" : "active";
  const count = stream.viewerCount ?? -1;
  const connectedMs = Math.max(0, now - (stream.startTime?.getTime() ?? now));
  return {
    ...IDLE,
    ingest,
    health: HEALTH[stream.health ?? ""] ?? "unknown",
    issues: [
      ...(stream.health === "STARVING" ? [STARVING] : []),
      ...(session ? configurationIssues(session, connectedMs) : []),
    ],
    metrics: session && metricsOf(session),
    facts: session && factsOf(session, connectedMs),
    viewers: count < 0 ? null : count,
  };
}
