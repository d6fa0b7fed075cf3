import type { BroadcastState, EndReason } from "../wire/stream-state";

/** Where a broadcast may go from each state. */
export const TRANSITIONS: Readonly<Record<BroadcastState, readonly BroadcastState[]>> = {
  idle: ["ready", "connecting", "ended", "blocked"],
  ready: ["connecting", "preview", "live", "reconnecting", "ended", "blocked"],
  connecting: ["preview", "live", "reconnecting", "ended", "blocked"],
  preview: ["connecting", "live", "reconnecting", "ended", "blocked"],
  live: ["connecting", "reconnecting", "ended", "blocked"],
  reconnecting: ["connecting", "preview", "live", "ended", "blocked"],
  // Back on air only after a lost publisher, and only for a publisher who came later (`mayReopen`).
  ended: ["processing", "replay-ready", "connecting", "preview", "live", "reconnecting"],
  processing: ["ended", "replay-ready", "connecting", "preview", "live", "reconnecting"],
  "replay-ready": ["ended", "processing", "connecting", "preview", "live", "reconnecting"],
  blocked: ["ready", "ended"],
};

/** An encoder is expected or sending. */
export const ON_AIR = [
  "connecting",
  "preview",
  "live",
  "reconnecting",
] as const satisfies readonly BroadcastState[];

/** Nothing is expected any more; what was recorded decides which of them it is (`lib/recordings/settle-replays.ts`). */
export const OVER = ["ended", "processing", "replay-ready"] as const satisfies readonly BroadcastState[];

/** Viewers have a live picture. */
export const PLAYABLE = ["live", "reconnecting"] as const satisfies readonly BroadcastState[];

export function isOnAir(state: BroadcastState): boolean {
  return ON_AIR.some((one) => one === state);
}

export function isOver(state: BroadcastState): boolean {
  return OVER.some((one) => one === state);
}

export function isPlayable(state: BroadcastState): boolean {
  return PLAYABLE.some((one) => one === state);
}

export function mayMove(from: BroadcastState, to: BroadcastState): boolean {
  return from === to || TRANSITIONS[from].includes(to);
}

const IS_FINAL: Record<EndReason, boolean> = {
  "ended-by-creator": true,
  "ended-by-admin": true,
  "creator-suspended": true,
  "ended-by-budget": true,
  "publisher-lost": false,
};

/** Whether the same key may never bring this stream back. */
export function isFinal(reason: EndReason | null): boolean {
  return reason !== null && IS_FINAL[reason];
}
