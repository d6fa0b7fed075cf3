import type { Announcement } from "@/lib/wire/control";
import type { BroadcastState } from "@/lib/wire/stream-state";

/** What a watch page shows. */
export type WatchPhase = "player" | "waiting" | "ended" | "offline" | "blocked";

/** A stream in its reconnect window is still on the air: its last moments can be watched, and it may return any second. */
export function isOnAir(broadcast: BroadcastState): boolean {
  return broadcast === "live" || broadcast === "reconnecting";
}

/** `isNews`: the page is about this stream, or saw it on air, so that its end is news rather than history. */
export function watchPhase(current: Announcement | null, isNews: boolean): WatchPhase {
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
    case "ended":
    case "processing":
    case "replay-ready":
      return isNews ? "ended" : "offline";
    case "idle":
      return "offline";
  }
}
