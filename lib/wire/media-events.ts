import { z } from "zod";
import { IngestFacts } from "./doctor/ingest-facts";
import { ExperienceMeasure } from "./experience";
import { EXPERIENCE_PAGE, ID_PATTERN, MAX_HELD_STREAMS, SNAPSHOT_PAGE } from "./limits";
import { RecordingFacts } from "./recording";
import { RENDITION_PATTERN } from "./stream-settings";
import { EndReason, IngestState, StreamNotice } from "./stream-state";

/** What is known of the incoming stream. Unknown stays null and is shown as such, never as 0. */
export const IngestMetrics = z.object({
  videoCodec: z.string().max(32).nullable(),
  /** As encoders call it, e.g. `High`; and its level, e.g. `4.1`. */
  videoProfile: z.string().max(32).nullable().default(null),
  videoLevel: z.string().max(8).nullable().default(null),
  /** Frames come in another order than they are shown. */
  hasBFrames: z.boolean().nullable().default(null),
  audioCodec: z.string().max(32).nullable(),
  /** In Hz. */
  audioSampleRate: z.number().int().nullable().default(null),
  audioChannels: z.number().int().nullable().default(null),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  framesPerSecond: z.number().nullable(),
  videoKbps: z.number().nullable(),
  audioKbps: z.number().nullable(),
  keyFrameIntervalMs: z.number().nullable(),
  /** Frames that the encoder announced by its clock but that never arrived, since the publisher connected. */
  droppedFrames: z.number().int().nullable(),
});
export type IngestMetrics = z.infer<typeof IngestMetrics>;

/** Totals since the media server first saw the stream in this run. */
export const UsageTotals = z.object({
  ingestMs: z.number().int(),
  bytesIn: z.number().int(),
  bytesOut: z.number().int(),
  viewerMs: z.number().int(),
  /** Pictures in other qualities: how long they were made, once for each of them. Sound alone is not in it. */
  transcodeMs: z.number().int(),
  /** What went through a relay, as browsers tell; null where none is set up, or nobody tells. */
  turnBytes: z.number().int().nullable(),
});
export type UsageTotals = z.infer<typeof UsageTotals>;

/** The same as whoever carried the stream knows them. Null is unknown, never 0. */
export const UsageFigures = z.object({
  ingestMs: z.number().int().nullable(),
  bytesIn: z.number().int().nullable(),
  bytesOut: z.number().int().nullable(),
  viewerMs: z.number().int().nullable(),
  transcodeMs: z.number().int().nullable().default(null),
  turnBytes: z.number().int().nullable().default(null),
});
export type UsageFigures = z.infer<typeof UsageFigures>;

/** A quality that viewers can choose now. */
export const RenditionState = z.object({
  name: z.string().regex(RENDITION_PATTERN),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  kbps: z.number().nullable(),
});
export type RenditionState = z.infer<typeof RenditionState>;

/** One stream as the media server holds it now. */
export const StreamSnapshot = z.object({
  streamId: z.string().regex(ID_PATTERN),
  /** `connecting`: publisher accepted, nothing playable yet. */
  phase: z.enum(["connecting", "live", "reconnecting"]),
  ingest: IngestState,
  metrics: IngestMetrics,
  /** For a diagnosis: how good this is depends on where the stream goes. Null while no publisher is connected. */
  facts: IngestFacts.nullable(),
  /** How the publisher sends; null while none is connected. */
  protocol: z.enum(["rtmp", "whip", "p2p"]).nullable(),
  /** The publisher's address, for its owner's eyes; null while none is connected. */
  publisherAddress: z.string().max(64).nullable(),
  renditions: z.array(RenditionState).max(8),
  notices: z.array(StreamNotice).max(20),
  usage: UsageTotals,
  /** Epoch ms at which a lost publisher's stream ends; null unless reconnecting. */
  reconnectUntil: z.number().nullable(),
  /** Epoch ms of the first playable part. */
  liveSince: z.number().nullable(),
  viewers: z.number().int().min(0),
});
export type StreamSnapshot = z.infer<typeof StreamSnapshot>;

const envelope = {
  /** Idempotency key: the same id is applied once, however often it arrives. */
  id: z.uuid(),
  serverId: z.string().regex(ID_PATTERN),
  /** Epoch ms at which this run of the server started. Later runs win over earlier ones. */
  epoch: z.number().int(),
  /** Grows by one with each event of a run; an event older than the last one applied to its stream is without effect. */
  sequence: z.number().int().min(0),
  /** Epoch ms at which it happened. */
  at: z.number().int(),
};

/** Signed by the media server, retried until acknowledged, except `server.snapshot`, of which only the newest matters. */
export const MediaEvent = z.discriminatedUnion("type", [
  z.object({ ...envelope, type: z.literal("server.started") }),
  /**
   * What this server holds. Mends whatever events did not tell; sent every second while a stream is known. Many streams
   * come in pages, each an event of its own, and each naming all that are held.
   */
  z.object({
    ...envelope,
    type: z.literal("server.snapshot"),
    streams: z.array(StreamSnapshot).max(SNAPSHOT_PAGE),
    held: z.array(z.string().regex(ID_PATTERN)).max(MAX_HELD_STREAMS),
  }),
  z.object({ ...envelope, type: z.literal("publish.started"), stream: StreamSnapshot }),
  z.object({ ...envelope, type: z.literal("stream.live"), stream: StreamSnapshot }),
  z.object({
    ...envelope,
    type: z.literal("publish.lost"),
    stream: StreamSnapshot,
    /** e.g. `connection-closed`, `unpublished`, `timed-out`, `key-rotated`. */
    cause: z.string().max(64),
  }),
  /** A second encoder tried while the first was on air. */
  z.object({
    ...envelope,
    type: z.literal("publish.refused"),
    streamId: z.string().regex(ID_PATTERN),
    reason: z.literal("already-publishing"),
    address: z.string().max(64),
  }),
  z.object({
    ...envelope,
    type: z.literal("stream.ended"),
    streamId: z.string().regex(ID_PATTERN),
    reason: EndReason,
    usage: UsageTotals,
  }),
  /** A recording began, grew past a step, was finished, or failed. */
  z.object({ ...envelope, type: z.literal("recording.changed"), recording: RecordingFacts }),
  /** What viewers' players reported in the last ten seconds, summed up per stream. */
  z.object({
    ...envelope,
    type: z.literal("experience.measured"),
    streams: z.array(ExperienceMeasure).max(EXPERIENCE_PAGE),
  }),
]);
export type MediaEvent = z.infer<typeof MediaEvent>;
