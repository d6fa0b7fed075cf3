import type { StreamSnapshot, UsageTotals } from "../../lib/wire/media-events";
import type { Room } from "./room";

/** A room as the app is told of it. What the media is like is its host's word, bounded by the schema. */
export function describeRoom(room: Room, usage: UsageTotals): StreamSnapshot {
  const { hostAddress, liveSince, seating } = room;
  const media = seating.figures?.media;
  const isHosted = hostAddress !== null;
  return {
    streamId: room.streamId,
    phase: isHosted ? (liveSince === null ? "connecting" : "live") : "reconnecting",
    ingest: isHosted ? "active" : "inactive",
    metrics: {
      videoCodec: media?.videoCodec ?? null,
      videoProfile: null,
      videoLevel: null,
      hasBFrames: null,
      audioCodec: media?.audioKbps == null ? null : "Opus",
      audioSampleRate: null,
      audioChannels: null,
      width: media?.width ?? null,
      height: media?.height ?? null,
      framesPerSecond: media?.framesPerSecond ?? null,
      videoKbps: media?.videoKbps ?? null,
      audioKbps: media?.audioKbps ?? null,
      keyFrameIntervalMs: null,
      droppedFrames: null,
    },
    // Each viewer gets pictures of its own: what an encoder is judged by doesn't exist here.
    facts: null,
    protocol: isHosted ? "p2p" : null,
    publisherAddress: hostAddress,
    renditions: [],
    notices: room.notices().slice(0, 20),
    usage,
    reconnectUntil: room.reconnectUntil,
    liveSince,
    viewers: seating.viewers,
  };
}
