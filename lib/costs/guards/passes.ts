/** Falls back only when it is so far below, as a share of the limit: figures that waver do not switch things to and fro. */
export const HYSTERESIS = 0.05;

/** Whether a limit counts as passed, given whether it did before: at the limit it does, and until well below it still does. Pure. */
export function passes(value: number, limit: number, didBefore: boolean): boolean {
  return value >= (didBefore ? limit * (1 - HYSTERESIS) : limit);
}
