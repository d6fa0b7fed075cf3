import type { PlaybackSource } from "@/lib/wire/playback";
import { PlayerSession } from "./player-session";

export interface MountOptions {
  /** Start as soon as there is a picture; without sound where the browser insists. Default true. */
  readonly autoPlay?: boolean;
  readonly muted?: boolean;
}

/** Plays `sources` on a bare `<video>`: same engine, live-edge control and recovery as the whole player, without its controls. */
export function mountPlayer(
  video: HTMLVideoElement,
  sources: readonly PlaybackSource[],
  options: MountOptions = {},
): PlayerSession {
  const session = new PlayerSession(video, sources, options);
  session.start();
  return session;
}
