/** Half a second, doubling to 15 s, in ms; `chance` (0 to 1) spreads many pages that lost the same server. */
export function reconnectDelayMs(attempt: number, chance: number): number {
  const ceiling = Math.min(15_000, 500 * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling / 2 + (ceiling / 2) * chance);
}
