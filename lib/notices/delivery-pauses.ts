/** After this nobody tries any more. */
export const GIVEN_UP_AFTER_MS = 24 * 3_600_000;

/** After the first, second … failure, in ms; the last one is repeated. */
const PAUSES_MS = [30_000, 120_000, 600_000, 1_800_000, 3_600_000] as const;

/** How long to wait after so many attempts, in ms. Pure. */
export function pauseAfter(attempts: number): number {
  return PAUSES_MS[Math.min(Math.max(attempts, 1), PAUSES_MS.length) - 1] ?? 0;
}
