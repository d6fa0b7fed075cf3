export interface LatencyInput {
  /** The viewer's clock, epoch ms. */
  readonly nowMs: number;
  /** The stream's date of the picture on screen, epoch ms; null when it carries none. */
  readonly playingDateMs: number | null;
  /** Seconds behind the newest media; null when unknown. */
  readonly behindSec: number | null;
  /** Whether the newest media is known to the part, rather than as the platform sees fit to tell. */
  readonly isEdgeExact: boolean;
}

const LONGEST_SEC = 86_400;

/**
 * Estimated seconds between the moment the server got the picture and now; null is unknown. An exact edge needs
 * no clock but the viewer's; dates depend on two clocks and drift with the encoder's, so they only stand in.
 */
export function estimateLatencySec(input: LatencyInput): number | null {
  const { behindSec, playingDateMs, nowMs } = input;
  if (behindSec !== null && input.isEdgeExact) return Math.max(0, behindSec);
  const byDate = playingDateMs === null ? Number.NaN : (nowMs - playingDateMs) / 1000;
  return byDate >= 0 && byDate < LONGEST_SEC ? byDate : null;
}
