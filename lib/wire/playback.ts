import { z } from "zod";

/**
 * One way to watch a stream. The player chooses its engine by `kind`, never by who serves it; a list of
 * sources is ordered, best first. New kinds join this union.
 */
export const PlaybackSource = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("hls"),
    url: z.url(),
    /** True when the playlists carry parts and blocking reload (Low-Latency HLS). */
    lowLatency: z.boolean(),
  }),
]);
export type PlaybackSource = z.infer<typeof PlaybackSource>;

/** Where an encoder sends to. Holds a publish secret: never in an answer to anyone but the owner. */
export const IngestTarget = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("rtmp"),
    /** Address for the encoder's "Server" field, without the key. */
    server: z.string(),
    streamKey: z.string(),
  }),
]);
export type IngestTarget = z.infer<typeof IngestTarget>;
