import type { BroadcastState, EndReason } from "../wire/stream-state";

/** Where a broadcast may go from each state. States that this version never enters lead nowhere. */
export const TRANSITIONS: Readonly<Record<BroadcastState, readonly BroadcastState[]>> = {
  idle: ["ready", "connecting", "ended", "blocked"],
  ready: ["connecting", "live", "reconnecting", "ended", "blocked"],
  connecting: ["live", "reconnecting", "ended", "blocked"],
  preview: ["live", "ended", "blocked"],
  live: ["connecting", "reconnecting", "ended", "blocked"],
  reconnecting: ["connecting", "live", "ended", "blocked"],
  // Only after a lost publisher, and only for a publisher who came later (`mayReopen`).
  ended: ["connecting", "live", "reconnecting"],
  processing: [],
  "replay-ready": [],
  blocked: ["ready", "ended"],
};

/** An encoder is expected or sending. */
export const ON_AIR = ["connecting", "live", "reconnecting"] as const satisfies readonly BroadcastState[];

/** Viewers have something to play. */
export const PLAYABLE = ["live", "reconnecting"] as const satisfies readonly BroadcastState[];

export function isOnAir(state: BroadcastState): boolean {
  return ON_AIR.some((one) => one === state);
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
  "publisher-lost": false,
};

/** Whether the same key may never bring this stream back. */
export function isFinal(reason: EndReason | null): boolean {
  return reason !== null && IS_FINAL[reason];
}
