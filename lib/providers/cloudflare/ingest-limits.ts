import type { IngestLimits } from "../../wire/doctor/ingest-limits";

/**
 * Cloudflare's page "Start a live stream": H.264 and AAC, 2 to 14 Mbit/s with less than 10 advised, closed groups of
 * pictures of 2 to 10 s, and for low-latency HLS 2 to 4 s without B-frames.
 */
export const ingestLimits: IngestLimits = {
  videoCodecs: ["H.264"],
  videoProfiles: null,
  maxPixels: 1080,
  bitrate: [
    { upToPixels: 480, leastKbps: 400, advisedKbps: 1_500, mostKbps: 3_000, limitKbps: null },
    { upToPixels: 720, leastKbps: 1_000, advisedKbps: 3_000, mostKbps: 6_000, limitKbps: null },
    { upToPixels: 1080, leastKbps: 2_000, advisedKbps: 5_000, mostKbps: 10_000, limitKbps: 14_000 },
  ],
  framesPerSecond: { least: 15, most: 60 },
  keyFrames: { leastMs: 2_000, advisedMs: 4_000, mostMs: 10_000 },
  bFrames: { allowed: true, excludes: [] },
  audioCodecs: ["AAC"],
  audioSampleRates: [44_100, 48_000],
  audioMaxChannels: 2,
  audioKbps: { least: 64, most: 320 },
};

/** Its page on WebRTC: browsers' codecs, Constrained Baseline, no B-frames. */
export const whipLimits: IngestLimits = {
  ...ingestLimits,
  videoCodecs: ["H.264", "VP8", "VP9"],
  bFrames: { allowed: false, excludes: ["whep"] },
  audioCodecs: ["Opus"],
  audioSampleRates: [48_000],
};
