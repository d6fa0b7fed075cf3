import { stepFor } from "./bitrate-step";
import { AVERAGING_MS, type Check, issue, SILENT_MS, toSeconds } from "./ingest-under-test";

const MISSING_KEY_FRAME_MS = 10_000;
/** Encoders round, and cut a frame earlier or later. */
const ROUNDING_MS = 250;
/** Key frames whose distances differ by more than this come when the scene changes, not by the clock. */
const IRREGULAR_MS = 400;
const UNSTEADY_SHARE = 0.15;
const MEASURING_TOLERANCE = 1.1;
const SHOWN_MS = 30_000;

export const checkVideoFormat: Check = ({ metrics, facts, limits }) => {
  const { unsupportedVideo, connectedMs, sinceVideoMs } = facts;
  const { videoCodec, videoProfile } = metrics;
  const foreign =
    unsupportedVideo ?? (videoCodec && !limits.videoCodecs.includes(videoCodec) ? videoCodec : null);
  if (foreign) return [issue("video-codec-unsupported", "critical", { codec: foreign })];
  if ((sinceVideoMs ?? connectedMs) >= SILENT_MS) return [issue("no-video", "critical")];
  if (!limits.videoProfiles || !videoProfile || limits.videoProfiles.includes(videoProfile)) return [];
  return [issue("video-profile-unsupported", "critical", { profile: videoProfile })];
};

export const checkPictureSize: Check = ({ metrics: { width, height }, facts, limits }) => {
  if (!width || !height) return [];
  const pixels = Math.min(width, height);
  const size = { width, height };
  if (limits.maxPixels !== null && pixels > limits.maxPixels)
    return [issue("resolution-too-large", "critical", { ...size, limit: limits.maxPixels })];
  const { sinceResizeMs } = facts;
  return sinceResizeMs !== null && sinceResizeMs < SHOWN_MS
    ? [issue("resolution-changed", "info", size)]
    : [];
};

export const checkBitrate: Check = ({ metrics, facts, limits }) => {
  const { width, height, framesPerSecond, videoKbps } = metrics;
  if (facts.connectedMs < AVERAGING_MS || !width || !height || !framesPerSecond || videoKbps === null)
    return [];
  const step = stepFor(limits, Math.min(width, height), framesPerSecond);
  if (!step) return [];
  const details = { kbps: videoKbps, advised: step.advisedKbps };
  if (step.limitKbps !== null && videoKbps > step.limitKbps)
    return [issue("bitrate-over-limit", "critical", { ...details, limit: step.limitKbps })];
  if (videoKbps > step.mostKbps * MEASURING_TOLERANCE) return [issue("bitrate-high", "info", details)];
  return videoKbps < step.leastKbps ? [issue("bitrate-low", "info", details)] : [];
};

export const checkFrameRate: Check = ({ metrics: { framesPerSecond }, facts, limits }) => {
  if (framesPerSecond === null || facts.connectedMs < AVERAGING_MS) return [];
  const { least, most } = limits.framesPerSecond;
  const details = { fps: framesPerSecond, limit: most };
  // A 60 fps encoder is measured as 60.2 now and then.
  if (framesPerSecond > most * 1.05) return [issue("frame-rate-high", "warning", details)];
  if ((facts.unsteadyShare ?? 0) > UNSTEADY_SHARE) return [issue("frame-rate-variable", "info", details)];
  return framesPerSecond < least ? [issue("frame-rate-low", "info", details)] : [];
};

export const checkKeyFrames: Check = ({ metrics, facts, limits, asksForKeyFrames }) => {
  const { sinceVideoMs, sinceKeyFrameMs, connectedMs, keyFrameLeastMs, keyFrameMostMs } = facts;
  if (sinceVideoMs === null || sinceVideoMs >= SILENT_MS) return [];
  const sinceMs = sinceKeyFrameMs ?? connectedMs;
  if (sinceMs > MISSING_KEY_FRAME_MS)
    return [issue("no-key-frames", "critical", { seconds: Math.round(sinceMs / 1000) })];
  const { leastMs, mostMs, advisedMs } = limits.keyFrames;
  const advised = advisedMs / 1000;
  const longest = Math.max(keyFrameMostMs ?? metrics.keyFrameIntervalMs ?? 0, sinceMs);
  if (longest > mostMs + ROUNDING_MS)
    return [issue("key-frame-interval-long", "warning", { seconds: toSeconds(longest), advised })];
  if (asksForKeyFrames || keyFrameLeastMs === null || keyFrameMostMs === null) return [];
  if (keyFrameMostMs < leastMs - ROUNDING_MS)
    return [issue("key-frame-interval-short", "info", { seconds: toSeconds(keyFrameMostMs), advised })];
  if (keyFrameMostMs - keyFrameLeastMs <= IRREGULAR_MS) return [];
  const spread = { least: toSeconds(keyFrameLeastMs), most: toSeconds(keyFrameMostMs) };
  return [issue("key-frames-irregular", "info", { ...spread, advised })];
};

export const checkBFrames: Check = ({ metrics, limits }) => {
  if (!metrics.hasBFrames) return [];
  return [issue("b-frames", limits.bFrames.allowed ? "info" : "warning")];
};
