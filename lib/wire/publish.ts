import { z } from "zod";
import { ID_PATTERN, STREAM_KEY_PATTERN } from "./limits";
import { StreamSettings } from "./stream-settings";

/** The media server asks the app: may this key publish? */
export const PublishRequest = z.object({
  serverId: z.string().regex(ID_PATTERN),
  streamKey: z.string().regex(STREAM_KEY_PATTERN),
  protocol: z.enum(["rtmp", "whip", "p2p"]),
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
    settings: StreamSettings,
  }),
  z.object({ allowed: z.literal(false), reason: PublishRefusal }),
]);
export type PublishVerdict = z.infer<typeof PublishVerdict>;
