import type { IngestLimits } from "../ingest-limits";

/** Takes nearly everything and only advises, like a server that hands on what it gets. */
export const lenientLimits: IngestLimits = {
  videoCodecs: ["H.264"],
  videoProfiles: null,
  maxPixels: null,
  bitrate: [
    { upToPixels: 480, leastKbps: 300, advisedKbps: 1_200, mostKbps: 3_000, limitKbps: null },
    { upToPixels: 720, leastKbps: 700, advisedKbps: 2_500, mostKbps: 6_000, limitKbps: null },
    { upToPixels: 1080, leastKbps: 1_500, advisedKbps: 4_500, mostKbps: 10_000, limitKbps: null },
  ],
  framesPerSecond: { least: 15, most: 60 },
  keyFrames: { leastMs: 1_000, advisedMs: 2_000, mostMs: 4_000 },
  bFrames: { allowed: true, excludes: ["whep"] },
  audioCodecs: ["AAC", "Opus"],
  audioSampleRates: [44_100, 48_000],
  audioMaxChannels: 2,
  audioKbps: { least: 64, most: 320 },
};

/** Cuts encoders off above 3.5 Mbit/s, takes 720p30 of two profiles and no B-frames, like a vendor's cheapest channel. */
export const strictLimits: IngestLimits = {
  ...lenientLimits,
  videoProfiles: ["Baseline", "Main"],
  maxPixels: 720,
  bitrate: [{ upToPixels: 720, leastKbps: 500, advisedKbps: 2_000, mostKbps: 3_000, limitKbps: 3_500 }],
  framesPerSecond: { least: 24, most: 30 },
  keyFrames: { leastMs: 2_000, advisedMs: 2_000, mostMs: 2_000 },
  bFrames: { allowed: false, excludes: ["hls", "whep"] },
  audioCodecs: ["AAC"],
  audioSampleRates: [48_000],
  audioMaxChannels: 1,
  audioKbps: { least: 96, most: 160 },
};
