import { z } from "zod";
import { ID_PATTERN } from "./limits";
import { StreamSnapshot } from "./media-events";
import { PlaybackSource } from "./playback";
import { BroadcastState, EndReason } from "./stream-state";

/**
 * The app's calls to a media server, on its private control address. All are signed (`signed-request.ts`).
 *
 *   GET  /control/v1/health                        → ControlHealth
 *   GET  /control/v1/streams/{streamId}            → StreamSnapshot | 404
 *   POST /control/v1/streams/{streamId}/end        EndStreamCall → 204, also when unknown
 *   POST /control/v1/streams/{streamId}/disconnect DisconnectCall → 204, also when unknown; the stream keeps its reconnect window
 *   PUT  /control/v1/streams/{streamId}/settings   StreamSettings → 204, also when unknown
 *   GET  /control/v1/recordings/{recordingId}      → RecordingFacts | 404
 *   DELETE /control/v1/recordings/{recordingId}    → 204, also when unknown, also while it is being recorded; 503: try again
 *   PUT  /control/v1/recordings/{recordingId}/access StreamAccess → 204, also when unknown
 *   POST /control/v1/announcements                 AnnounceCall → 204
 */
export const EndStreamCall = z.object({ reason: EndReason });
export const DisconnectCall = z.object({ cause: z.enum(["key-rotated", "key-revoked"]) });

/** What viewers of a topic are told. Kept per topic, so that a viewer who comes later hears it too. */
export const Announcement = z.object({
  streamId: z.string().regex(ID_PATTERN),
  title: z.string().max(200),
  broadcast: BroadcastState,
  /** Epoch ms. */
  startedAt: z.number().nullable(),
  /** Ordered, best first; empty while nothing is playable, and always when `needsToken`. */
  playback: z.array(PlaybackSource).max(10),
  /** Not for everybody: each viewer asks the app for addresses of their own. A private stream's title isn't told either. */
  needsToken: z.boolean().optional(),
  /** A still picture of it, of now while live; absent where there is none for everybody. */
  posterUrl: z.url().optional(),
});
export type Announcement = z.infer<typeof Announcement>;

/** Topics are a channel's id and a stream's id: a watch page subscribes to the one it shows. */
export const AnnounceCall = z.object({
  topics: z.array(z.string().regex(ID_PATTERN)).min(1).max(4),
  announcement: Announcement,
});
export type AnnounceCall = z.infer<typeof AnnounceCall>;

export const ControlHealth = z.object({
  serverId: z.string(),
  epoch: z.number(),
  streams: z.array(StreamSnapshot),
  rssMb: z.number(),
});
export type ControlHealth = z.infer<typeof ControlHealth>;
