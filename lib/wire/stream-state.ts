import { z } from "zod";

/**
 * The words in which every process speaks of a broadcast. Three machines, never mixed: what viewers are
 * told (`broadcast`), whether bytes arrive (`ingest`), and how good these bytes are (`health`).
 */
export const BroadcastState = z.enum([
  "idle",
  "ready",
  "connecting",
  "preview",
  "live",
  "reconnecting",
  "ended",
  "processing",
  "replay-ready",
  "blocked",
]);
export type BroadcastState = z.infer<typeof BroadcastState>;

export const IngestState = z.enum(["inactive", "active", "error"]);
export type IngestState = z.infer<typeof IngestState>;

export const HealthGrade = z.enum(["good", "fair", "poor", "unknown"]);
export type HealthGrade = z.infer<typeof HealthGrade>;

/** Why a broadcast is over; stored with the stream and shown to its creator. */
export const EndReason = z.enum([
  "ended-by-creator",
  "ended-by-admin",
  "publisher-lost",
  "creator-suspended",
  "ended-by-budget",
]);
export type EndReason = z.infer<typeof EndReason>;

/** What an encoder does that viewers will notice. Each has a sentence with its repair in `messages/`. */
export const HealthIssueCode = z.enum([
  "video-codec-unsupported",
  "video-profile-unsupported",
  "audio-codec-unsupported",
  "no-video",
  "no-audio",
  "no-key-frames",
  "key-frame-interval-long",
  "key-frame-interval-short",
  "key-frames-irregular",
  "b-frames",
  "timestamps-backwards",
  "resolution-changed",
  "resolution-too-large",
  "bitrate-low",
  "bitrate-high",
  "bitrate-over-limit",
  "frame-rate-high",
  "frame-rate-low",
  "frame-rate-variable",
  "audio-sample-rate",
  "audio-channels",
  "audio-bitrate-low",
  "audio-bitrate-high",
  "audio-video-drift",
  "frames-dropped",
  "uplink-slow",
  "starving",
  "clock-jitter",
]);
export type HealthIssueCode = z.infer<typeof HealthIssueCode>;

/** What the media server could not do for a stream; the stream itself goes on. Each has a sentence in `messages/`. */
export const StreamNoticeCode = z.enum([
  /** The ladder did not fit on this machine: source only. */
  "ladder-refused",
  /** Renditions were given up because the machine can't keep up: `{ renditions: "720p" }`. They come back by themselves. */
  "renditions-shed",
  "transcoder-missing",
  "recording-disk-full",
  "recording-failed",
  /** The provider refuses new broadcasts until its owner buys more room for recordings or deletes some. */
  "storage-exhausted",
]);
export type StreamNoticeCode = z.infer<typeof StreamNoticeCode>;

export const StreamNotice = z.object({
  code: StreamNoticeCode,
  /** Epoch ms since when. */
  since: z.number(),
  details: z.record(z.string(), z.union([z.string().max(64), z.number()])).default({}),
});
export type StreamNotice = z.infer<typeof StreamNotice>;

export const HealthIssue = z.object({
  code: HealthIssueCode,
  severity: z.enum(["info", "warning", "critical"]),
  /** Values for the sentence, e.g. `{ seconds: 8 }` or `{ codec: "HEVC" }`. */
  details: z.record(z.string(), z.union([z.string().max(64), z.number()])).default({}),
});
export type HealthIssue = z.infer<typeof HealthIssue>;
