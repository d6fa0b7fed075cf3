import { z } from "zod";
import { ID_PATTERN, STREAM_KEY_PATTERN } from "./limits";

/** The media server asks the app: may this key publish? */
export const PublishRequest = z.object({
  serverId: z.string().regex(ID_PATTERN),
  streamKey: z.string().regex(STREAM_KEY_PATTERN),
  protocol: z.enum(["rtmp"]),
  /** Address of the encoder, for the audit log and for rate limits. */
  address: z.string().max(64),
});
export type PublishRequest = z.infer<typeof PublishRequest>;

export const PublishRefusal = z.enum([
  "unknown-key",
  "revoked-key",
  "suspended",
  "stream-ended",
  "rate-limited",
]);
export type PublishRefusal = z.infer<typeof PublishRefusal>;

export const PublishVerdict = z.discriminatedUnion("allowed", [
  z.object({
    allowed: z.literal(true),
    /** Opaque; viewers fetch the media under it. Never derived from the key. */
    streamId: z.string().regex(ID_PATTERN),
    /** How long a lost encoder may take to come back before the stream ends, in ms. */
    reconnectWindowMs: z.number().int().min(0).max(1_800_000),
    /** How far back viewers may seek, in ms. */
    dvrWindowMs: z.number().int().min(10_000).max(14_400_000),
  }),
  z.object({ allowed: z.literal(false), reason: PublishRefusal }),
]);
export type PublishVerdict = z.infer<typeof PublishVerdict>;
