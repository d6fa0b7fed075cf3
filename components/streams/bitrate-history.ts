/** How much of the past the chart shows, in samples of one second. */
export const HISTORY_SECONDS = 90;

/** Adds a sample in kbit/s; an unknown one leaves the history as it is, so that the chart holds instead of falling to 0. */
export function addSample(history: readonly number[], kbps: number | null): readonly number[] {
  return kbps === null ? history : [...history, kbps].slice(-HISTORY_SECONDS);
}

/** Points of an SVG polyline, oldest first, newest at the right edge, from 0 up. */
export function sparklinePoints(history: readonly number[], width: number, height: number): string {
  const top = Math.max(...history, 1) * 1.1;
  const step = width / (HISTORY_SECONDS - 1);
  const start = width - (history.length - 1) * step;
  return history
    .map((kbps, index) => `${round(start + index * step)},${round(height - (kbps / top) * height)}`)
    .join(" ");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
