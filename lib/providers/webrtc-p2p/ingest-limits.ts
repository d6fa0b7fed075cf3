import type { IngestLimits } from "../../wire/doctor/ingest-limits";

/** The creator's browser encodes for each viewer anew and adapts by itself; these are the bounds within which it does. */
export const ingestLimits: IngestLimits = {
  videoCodecs: ["H.264", "VP8"],
  videoProfiles: null,
  maxPixels: null,
  bitrate: [
    { upToPixels: 360, leastKbps: 100, advisedKbps: 400, mostKbps: 1_500, limitKbps: null },
    { upToPixels: 720, leastKbps: 150, advisedKbps: 1_500, mostKbps: 2_500, limitKbps: null },
    { upToPixels: 2160, leastKbps: 300, advisedKbps: 2_500, mostKbps: 4_000, limitKbps: null },
  ],
  framesPerSecond: { least: 8, most: 60 },
  // Key frames come when a viewer asks.
  keyFrames: { leastMs: 0, advisedMs: 2_000, mostMs: 600_000 },
  bFrames: { allowed: false, excludes: [] },
  audioCodecs: ["Opus"],
  audioSampleRates: [48_000],
  audioMaxChannels: 2,
  audioKbps: { least: 16, most: 128 },
};
