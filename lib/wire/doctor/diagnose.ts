import type { HealthGrade, HealthIssue } from "../stream-state";
import { checkAudioBitrate, checkAudioFormat, checkSync } from "./audio-checks";
import { checkClock, checkConnection } from "./flow-checks";
import type { Check, IngestUnderTest } from "./ingest-under-test";
import {
  checkBFrames,
  checkBitrate,
  checkFrameRate,
  checkKeyFrames,
  checkPictureSize,
  checkVideoFormat,
} from "./video-checks";

export interface Verdict {
  readonly grade: HealthGrade;
  /** Worst first, each with the values for its sentence. */
  readonly issues: HealthIssue[];
}

const CHECKS: readonly Check[] = [
  checkVideoFormat,
  checkPictureSize,
  checkBitrate,
  checkFrameRate,
  checkKeyFrames,
  checkBFrames,
  checkAudioFormat,
  checkAudioBitrate,
  checkSync,
  checkConnection,
  checkClock,
];
const ORDER = { critical: 0, warning: 1, info: 2 } as const;
/** Before this a good grade would be a guess. */
const SETTLE_MS = 5_000;

/**
 * What viewers, or the provider that the stream goes to, will mind about an encoder's stream. Pure: facts and limits are
 * data, so routing, providers and both processes can ask about any provider, not only about the one in use.
 */
export function diagnose(ingest: IngestUnderTest): Verdict {
  const issues = CHECKS.flatMap((check) => check(ingest));
  issues.sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
  return { issues, grade: gradeOf(issues, ingest.facts.connectedMs) };
}

function gradeOf(issues: readonly HealthIssue[], connectedMs: number): HealthGrade {
  if (issues.some((issue) => issue.severity === "critical")) return "poor";
  if (issues.some((issue) => issue.severity === "warning")) return "fair";
  return connectedMs < SETTLE_MS ? "unknown" : "good";
}
