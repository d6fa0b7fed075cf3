import type { LiveStatus } from "../providers/contract";
import { diagnose } from "../wire/doctor/diagnose";
import type { IngestLimits } from "../wire/doctor/ingest-limits";
import type { HealthGrade, HealthIssue } from "../wire/stream-state";

/** Unknown is no judgement, so any other word stands. */
const WORSE: readonly HealthGrade[] = ["poor", "fair", "good", "unknown"];

/** What the provider says of an encoder's stream, and what its own limits say besides. Pure. */
export function judgeStatus(
  status: LiveStatus,
  limits: IngestLimits,
): { readonly health: HealthGrade; readonly healthIssues: HealthIssue[] } {
  const { facts, metrics, health, issues } = status;
  if (!facts || !metrics) return { health, healthIssues: [...issues] };
  const verdict = diagnose({ facts, metrics, limits, asksForKeyFrames: status.protocol === "whip" });
  const told = new Set(issues.map(({ code }) => code));
  return {
    health: WORSE.find((grade) => grade === health || grade === verdict.grade) ?? "unknown",
    healthIssues: [...issues, ...verdict.issues.filter(({ code }) => !told.has(code))],
  };
}
