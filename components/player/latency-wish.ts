/** How a viewer weighs being close to live against an even picture. */
export const LATENCY_WISHES = ["lowest", "balanced", "smooth"] as const;
export type LatencyWish = (typeof LATENCY_WISHES)[number];

/** Kept behind live on top of what the stream asks for, seconds. */
export const EXTRA_DISTANCE_SEC: Readonly<Record<LatencyWish, number>> = {
  lowest: 0,
  balanced: 0,
  smooth: 4,
};

const KEY = "player.latency";
const STANDARD: LatencyWish = "balanced";

/** What this viewer chose last, on this device. */
export function rememberedLatencyWish(): LatencyWish {
  try {
    const stored = localStorage.getItem(KEY);
    return LATENCY_WISHES.find((wish) => wish === stored) ?? STANDARD;
  } catch {
    // Storage may be forbidden; then nothing is remembered.
    return STANDARD;
  }
}

export function rememberLatencyWish(wish: LatencyWish): void {
  try {
    localStorage.setItem(KEY, wish);
  } catch {
    // See above.
  }
}
