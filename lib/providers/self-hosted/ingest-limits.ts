import type { IngestLimits } from "../../wire/doctor/ingest-limits";

/**
 * The media server hands on what it gets, so these are the limits of browsers, phones and viewers' connections. One
 * setting suits every way to watch: a key frame every 2 s, no B-frames, AAC at 48 kHz.
 */
export const ingestLimits: IngestLimits = {
  videoCodecs: ["H.264"],
  videoProfiles: null,
  maxPixels: null,
  bitrate: [
    { upToPixels: 360, leastKbps: 200, advisedKbps: 800, mostKbps: 2_000, limitKbps: null },
    { upToPixels: 480, leastKbps: 350, advisedKbps: 1_200, mostKbps: 3_000, limitKbps: null },
    { upToPixels: 720, leastKbps: 700, advisedKbps: 2_500, mostKbps: 6_000, limitKbps: null },
    { upToPixels: 1080, leastKbps: 1_500, advisedKbps: 4_500, mostKbps: 10_000, limitKbps: null },
    { upToPixels: 1440, leastKbps: 3_000, advisedKbps: 9_000, mostKbps: 16_000, limitKbps: null },
    { upToPixels: 2160, leastKbps: 6_000, advisedKbps: 18_000, mostKbps: 35_000, limitKbps: null },
  ],
  framesPerSecond: { least: 15, most: 60 },
  keyFrames: { leastMs: 1_000, advisedMs: 2_000, mostMs: 4_000 },
  // WebRTC players show frames in the order in which they come.
  bFrames: { allowed: true, excludes: ["whep"] },
  audioCodecs: ["AAC", "Opus"],
  audioSampleRates: [44_100, 48_000],
  audioMaxChannels: 2,
  audioKbps: { least: 64, most: 320 },
};
