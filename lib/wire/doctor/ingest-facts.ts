import { z } from "zod";

const ms = z.number().min(0);

/**
 * What a diagnosis needs beyond the metrics. Facts only: whether they are good enough depends on where the stream goes.
 * Null is unknown and is not judged, so that a provider that tells little can be asked the same question.
 */
export const IngestFacts = z.object({
  connectedMs: ms,
  /** Since the last frame of its kind; null when there was none. */
  sinceVideoMs: ms.nullable(),
  sinceAudioMs: ms.nullable(),
  sinceKeyFrameMs: ms.nullable(),
  /** Shortest and longest distance between the last key frames. */
  keyFrameLeastMs: ms.nullable(),
  keyFrameMostMs: ms.nullable(),
  /** How far the encoder's clock has fallen behind ours within the last minute. */
  lagMs: ms.nullable(),
  /** How unevenly frames arrive against their own times (RFC 3550 §6.4.1, in ms). */
  jitterMs: ms.nullable(),
  /** How far sound has moved against the picture since the encoder connected; above 0: it runs ahead. */
  driftMs: z.number().nullable(),
  /** Part of the frames that come at no steady distance, 0 to 1. */
  unsteadyShare: z.number().min(0).max(1).nullable(),
  /** Frames missing within the last seconds. */
  recentlyDropped: z.number().int().min(0).nullable(),
  /** Names of what viewers' browsers can't be given. */
  unsupportedVideo: z.string().max(32).nullable(),
  unsupportedAudio: z.string().max(32).nullable(),
  /** Since the encoder's clock last jumped, since the picture last changed its size. */
  sinceJumpMs: ms.nullable(),
  sinceResizeMs: ms.nullable(),
});
export type IngestFacts = z.infer<typeof IngestFacts>;
