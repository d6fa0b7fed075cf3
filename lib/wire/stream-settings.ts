import { z } from "zod";
import { ID_PATTERN } from "./limits";

/** Name of a rendition as it stands in paths: `source`, `720p`. */
export const RENDITION_PATTERN = /^[a-z0-9]{2,16}$/;

/** Transcodes of one stream at most. */
export const MAX_RUNGS = 6;

/** One transcode that viewers may choose. A rung above the source is left out. */
export const LadderRung = z.object({
  name: z.string().regex(RENDITION_PATTERN),
  height: z.number().int().min(120).max(4320),
  videoKbps: z.number().int().min(50).max(50_000),
});
export type LadderRung = z.infer<typeof LadderRung>;

/** Who may fetch a stream's media. `token`: only with a playback token that is newer than `epoch` and not revoked. */
export const StreamAccess = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("open") }),
  z.object({
    kind: z.literal("token"),
    /** Tokens of an earlier epoch are void: raising it turns everybody out at once. */
    epoch: z.number().int().min(1),
    /** Viewers whose tokens are void, whatever their epoch. */
    revoked: z.array(z.string().regex(ID_PATTERN)).max(1000),
  }),
]);
export type StreamAccess = z.infer<typeof StreamAccess>;

/** What a media server does with a stream. Given with the permission to publish, and again whenever it changes on air. */
export const StreamSettings = z.object({
  /** How long a lost encoder may take to come back before the stream ends, in ms. */
  reconnectWindowMs: z.number().int().min(0).max(1_800_000),
  /** How far back viewers may seek, in ms. */
  dvrWindowMs: z.number().int().min(10_000).max(14_400_000),
  /** Transcodes beside the source, best first. */
  ladder: z.array(LadderRung).max(MAX_RUNGS),
  record: z.boolean(),
  /** Only its creator watches. When this turns false, what came before is not for anybody who watches from then on. */
  isPreview: z.boolean().default(false),
  access: StreamAccess,
});
export type StreamSettings = z.infer<typeof StreamSettings>;
