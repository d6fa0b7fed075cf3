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
    /**
     * While live: a list of small pictures of the window, `{"shots": […]}` with when each was sent (epoch ms, oldest first);
     * each stands beside it as `shots/{time}.jpg`.
     */
    shotsUrl: z.url().optional(),
    /** Present when it is the whole of a finished broadcast: nothing in it is live. */
    replay: z
      .object({
        durationMs: z.number().int().min(0),
        /** WebVTT whose cues name a part of a picture each (`#xywh=`, Media Fragments 1.0 §4.2.2); null without one. */
        storyboardUrl: z.url().nullable(),
      })
      .optional(),
  }),
  /** A standing FLV response; the same address serves WebSockets. */
  z.object({ kind: z.literal("flv"), url: z.url() }),
  /** A WHEP endpoint (draft-ietf-wish-whep). */
  z.object({ kind: z.literal("whep"), url: z.url() }),
  z.object({ kind: z.literal("dash"), url: z.url() }),
  /** A playlist for the player of the service that serves it, which finds its own low-delay path from it. */
  z.object({ kind: z.literal("ivs"), url: z.url() }),
  z.object({
    kind: z.literal("p2p"),
    /** The room where a creator's browser sends to each viewer's directly (`p2p.ts`); a WebSocket address. */
    url: z.url(),
    /** Whether a relay can carry everything, so that nobody learns a viewer's network address. */
    hasRelay: z.boolean(),
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
  z.object({
    kind: z.literal("srt"),
    /** `srt://host:port`, without parameters. */
    url: z.string(),
    /** Goes with each connection as `streamid`; names the channel and is to be kept secret like the key. */
    streamId: z.string(),
    /** The passphrase. */
    streamKey: z.string(),
  }),
  z.object({
    kind: z.literal("whip"),
    /**
     * WHIP endpoint (RFC 9725). The key goes with it as bearer token; services that tell encoders apart by address alone
     * have it in the address as well, so that this is shown to nobody but the owner.
     */
    url: z.url(),
    streamKey: z.string(),
  }),
  z.object({
    kind: z.literal("p2p"),
    /** The room that a creator's browser opens (`p2p.ts`); the key goes into its first message, never into the address. */
    url: z.url(),
    streamKey: z.string(),
  }),
]);
export type IngestTarget = z.infer<typeof IngestTarget>;
