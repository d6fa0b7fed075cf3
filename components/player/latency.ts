export interface LatencyInput {
  /** The viewer's clock, epoch ms. */
  readonly nowMs: number;
  /** The stream's date of the picture on screen, epoch ms; null when it carries none. */
  readonly playingDateMs: number | null;
  /** Seconds behind the newest media; null when unknown. */
  readonly behindSec: number | null;
}

/** More than this between the two ways to know it is a wrong clock, not a slow server. */
const PLAUSIBLE_EXTRA_SEC = 2;

/**
 * Estimated seconds between the moment the server got the picture and now; null is unknown. Dates also count
 * what the server itself takes, but only mean something when both clocks agree; else the distance to the edge is told.
 */
export function estimateLatencySec(input: LatencyInput): number | null {
  const { behindSec, playingDateMs, nowMs } = input;
  const byDate = playingDateMs === null ? null : (nowMs - playingDateMs) / 1000;
  if (behindSec === null) return byDate !== null && byDate >= 0 && byDate < 86_400 ? byDate : null;
  if (byDate === null) return Math.max(0, behindSec);
  const extraSec = byDate - behindSec;
  return extraSec > -0.3 && extraSec < PLAUSIBLE_EXTRA_SEC ? Math.max(0, byDate) : Math.max(0, behindSec);
}
