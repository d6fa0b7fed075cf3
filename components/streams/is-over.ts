import type { BroadcastState } from "@/lib/wire/stream-state";

/** Nothing is expected of the stream any more; it may have left a replay. */
export function isOver(state: BroadcastState): boolean {
  return state === "ended" || state === "processing" || state === "replay-ready";
}
