import type { Announcement } from "@/lib/wire/control";
import type { BroadcastState } from "@/lib/wire/stream-state";

/** What a watch page shows. */
export type WatchPhase = "player" | "replay" | "waiting" | "processing" | "ended" | "offline" | "blocked";

/** A stream in its reconnect window is still on the air: its last moments can be watched, and it may return any second. */
export function isOnAir(broadcast: BroadcastState): boolean {
  return broadcast === "live" || broadcast === "reconnecting";
}

/** Whether there is a picture: of now, or of then. */
export function hasPlayer(phase: WatchPhase): boolean {
  return phase === "player" || phase === "replay";
}

/**
 * `isNews`: the page is about this stream, or saw it on air, so that its end is news rather than history.
 * `isOwnPage`: the page is about this stream alone; a channel's page looks ahead and only links to replays.
 */
export function watchPhase(current: Announcement | null, isNews: boolean, isOwnPage: boolean): WatchPhase {
  if (!current) return "offline";
  if (isOnAir(current.broadcast) && current.playback.length > 0) return "player";
  switch (current.broadcast) {
    case "blocked":
      return "blocked";
    case "live":
    case "reconnecting":
    case "connecting":
    case "preview":
    case "ready":
      return "waiting";
    case "replay-ready":
      if (isOwnPage && current.playback.length > 0) return "replay";
      return isNews ? "ended" : "offline";
    case "processing":
      return isNews ? "processing" : "offline";
    case "ended":
      return isNews ? "ended" : "offline";
    case "idle":
      return "offline";
  }
}
