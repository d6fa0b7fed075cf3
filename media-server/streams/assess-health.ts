import type { HealthGrade, HealthIssue } from "../../lib/wire/stream-state";
import type { IngestFacts } from "./ingest-meter";

export interface HealthVerdict {
  readonly grade: HealthGrade;
  readonly issues: HealthIssue[];
}

const SETTLE_MS = 5_000;
const LONG_KEY_FRAME_INTERVAL_MS = 4_000;
const MISSING_KEY_FRAME_MS = 10_000;
const SILENT_MS = 5_000;
const SHOWN_MS = 30_000;
const SLOW_MS = 1_500;
const STUCK_MS = 5_000;
/** Below this many bits per pixel and frame H.264 visibly falls apart. */
const LOW_BITS_PER_PIXEL = 0.02;

/** What viewers will notice of an encoder's stream, worst first, each issue with values for its sentence. */
export function assessHealth(facts: IngestFacts): HealthVerdict {
  const issues = [
    ...codecIssues(facts),
    ...presenceIssues(facts),
    ...keyFrameIssues(facts),
    ...flowIssues(facts),
  ];
  const order = { critical: 0, warning: 1, info: 2 };
  issues.sort((a, b) => order[a.severity] - order[b.severity]);
  return { issues, grade: grade(facts, issues) };
}

function grade(facts: IngestFacts, issues: readonly HealthIssue[]): HealthGrade {
  if (issues.some((issue) => issue.severity === "critical")) return "poor";
  if (issues.some((issue) => issue.severity === "warning")) return "fair";
  return facts.connectedMs < SETTLE_MS ? "unknown" : "good";
}

function issue(
  code: HealthIssue["code"],
  severity: HealthIssue["severity"],
  details: HealthIssue["details"] = {},
): HealthIssue {
  return { code, severity, details };
}

function codecIssues({ unsupportedVideo, unsupportedAudio }: IngestFacts): HealthIssue[] {
  const found: HealthIssue[] = [];
  if (unsupportedVideo) found.push(issue("video-codec-unsupported", "critical", { codec: unsupportedVideo }));
  if (unsupportedAudio) found.push(issue("audio-codec-unsupported", "warning", { codec: unsupportedAudio }));
  return found;
}

function presenceIssues(facts: IngestFacts): HealthIssue[] {
  const found: HealthIssue[] = [];
  const isMissing = (sinceMs: number | null) => (sinceMs ?? facts.connectedMs) >= SILENT_MS;
  if (!facts.unsupportedVideo && isMissing(facts.sinceVideoMs)) found.push(issue("no-video", "critical"));
  if (!facts.unsupportedAudio && isMissing(facts.sinceAudioMs)) found.push(issue("no-audio", "info"));
  return found;
}

function keyFrameIssues({ metrics, ...facts }: IngestFacts): HealthIssue[] {
  const isVideoFlowing = facts.sinceVideoMs !== null && facts.sinceVideoMs < SILENT_MS;
  if (!isVideoFlowing) return [];
  const sinceMs = facts.sinceKeyFrameMs ?? facts.connectedMs;
  if (sinceMs > MISSING_KEY_FRAME_MS) {
    return [issue("no-key-frames", "critical", { seconds: Math.round(sinceMs / 1000) })];
  }
  const intervalMs = Math.max(metrics.keyFrameIntervalMs ?? 0, sinceMs);
  // A little above four seconds is a four-second setting and its rounding.
  if (intervalMs <= LONG_KEY_FRAME_INTERVAL_MS + 250) return [];
  return [issue("key-frame-interval-long", "warning", { seconds: Math.round(intervalMs / 100) / 10 })];
}

function flowIssues({ metrics, ...facts }: IngestFacts): HealthIssue[] {
  const found: HealthIssue[] = [];
  if (facts.hasBFrames) found.push(issue("b-frames", "info"));
  if (facts.sinceJumpMs !== null && facts.sinceJumpMs < SHOWN_MS)
    found.push(issue("timestamps-backwards", "warning"));
  if (facts.sinceResizeMs !== null && facts.sinceResizeMs < SHOWN_MS) {
    const { width, height } = metrics;
    found.push(issue("resolution-changed", "info", { width: width ?? 0, height: height ?? 0 }));
  }
  if (facts.recentlyDropped > 5)
    found.push(issue("frames-dropped", "warning", { frames: facts.recentlyDropped }));
  if (facts.lagMs > SLOW_MS) {
    const seconds = Math.round(facts.lagMs / 100) / 10;
    found.push(issue("uplink-slow", facts.lagMs > STUCK_MS ? "critical" : "warning", { seconds }));
  }
  const { width, height, framesPerSecond, videoKbps } = metrics;
  if (facts.connectedMs > 2 * SETTLE_MS && width && height && framesPerSecond && videoKbps !== null) {
    const bitsPerPixel = (videoKbps * 1000) / (width * height * framesPerSecond);
    if (bitsPerPixel < LOW_BITS_PER_PIXEL) found.push(issue("bitrate-low", "info", { kbps: videoKbps }));
  }
  return found;
}
