import type { FeedPacket } from "./feed-packet";

/** Somebody who is given a stream as RTP. */
export interface FeedViewer {
  /** Each packet in the order of arrival. */
  packet(packet: FeedPacket, nowMs: number): void;
  /** A few times a second. */
  tick(nowMs: number): void;
  /** The feed has nothing more for it and has forgotten it. */
  closed(cause: FeedEnd): void;
}

export type FeedEnd = "stream-ended" | "not-playable";

/** Why a stream can't be watched over WebRTC now, or the profile of its picture (`profile-level-id`). */
export type FeedState =
  | { readonly ready: true; readonly profileLevelId: string }
  | { readonly ready: false; readonly because: "not-started" | "b-frames" | "codec" | "ended" };
