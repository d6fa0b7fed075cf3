import type { IngestMetrics } from "../media-events";
import type { HealthIssue, HealthIssueCode } from "../stream-state";

/** What a verdict looks at, in the order in which pages tell it. Each has a sentence in `messages/`. */
export const HEALTH_CHECKS = [
  "video-format",
  "picture-size",
  "bitrate",
  "frame-rate",
  "key-frames",
  "b-frames",
  "sound",
  "connection",
] as const;
export type HealthCheck = (typeof HEALTH_CHECKS)[number];

const CHECK_OF: Record<HealthIssueCode, HealthCheck> = {
  "video-codec-unsupported": "video-format",
  "video-profile-unsupported": "video-format",
  "no-video": "video-format",
  "resolution-too-large": "picture-size",
  "resolution-changed": "picture-size",
  "bitrate-low": "bitrate",
  "bitrate-high": "bitrate",
  "bitrate-over-limit": "bitrate",
  "frame-rate-high": "frame-rate",
  "frame-rate-low": "frame-rate",
  "frame-rate-variable": "frame-rate",
  "no-key-frames": "key-frames",
  "key-frame-interval-long": "key-frames",
  "key-frame-interval-short": "key-frames",
  "key-frames-irregular": "key-frames",
  "b-frames": "b-frames",
  "audio-codec-unsupported": "sound",
  "no-audio": "sound",
  "audio-sample-rate": "sound",
  "audio-channels": "sound",
  "audio-bitrate-low": "sound",
  "audio-bitrate-high": "sound",
  "audio-video-drift": "sound",
  "frames-dropped": "connection",
  "uplink-slow": "connection",
  starving: "connection",
  "clock-jitter": "connection",
  "timestamps-backwards": "connection",
};

/** What is as it should be: looked at, known, and without an issue. Pure. */
export function passedChecks(metrics: IngestMetrics, issues: readonly HealthIssue[]): readonly HealthCheck[] {
  const troubled = new Set(issues.map(({ code }) => CHECK_OF[code]));
  const isKnown: Record<HealthCheck, boolean> = {
    "video-format": metrics.videoCodec !== null,
    "picture-size": metrics.width !== null,
    bitrate: metrics.videoKbps !== null,
    "frame-rate": metrics.framesPerSecond !== null,
    "key-frames": metrics.keyFrameIntervalMs !== null,
    "b-frames": metrics.keyFrameIntervalMs !== null,
    sound: metrics.audioCodec !== null && metrics.audioKbps !== null,
    connection: metrics.videoKbps !== null,
  };
  return HEALTH_CHECKS.filter((check) => isKnown[check] && !troubled.has(check));
}
