import type { IngestLimits } from "../../wire/doctor/ingest-limits";

/** IVS user guide, "Channel types" and "Streaming configuration": above 8.5 Mbit/s the encoder is disconnected. */
export const ingestLimits: IngestLimits = {
  videoCodecs: ["H.264"],
  videoProfiles: null,
  maxPixels: 1080,
  bitrate: [
    { upToPixels: 480, leastKbps: 350, advisedKbps: 1_200, mostKbps: 3_000, limitKbps: 8_500 },
    { upToPixels: 720, leastKbps: 700, advisedKbps: 2_500, mostKbps: 6_000, limitKbps: 8_500 },
    { upToPixels: 1080, leastKbps: 1_500, advisedKbps: 4_500, mostKbps: 8_500, limitKbps: 8_500 },
  ],
  framesPerSecond: { least: 15, most: 60 },
  keyFrames: { leastMs: 1_000, advisedMs: 2_000, mostMs: 4_000 },
  bFrames: { allowed: true, excludes: [] },
  audioCodecs: ["AAC"],
  audioSampleRates: [44_100, 48_000],
  audioMaxChannels: 2,
  audioKbps: { least: 64, most: 320 },
};
