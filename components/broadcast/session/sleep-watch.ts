import { startClock } from "../program/start-clock";

/** Longer than the media server waits for a silent publisher: the connection is gone by then. In ms. */
export const ASLEEP_MS = 6_000;

/** Calls `woken` when the computer had stopped for a while. Returns what ends it. */
export function watchForSleep(woken: () => void): () => void {
  let last: number | null = null;
  return startClock(1_000, (now) => {
    const gap = last === null ? 0 : now - last;
    last = now;
    if (gap > ASLEEP_MS) woken();
  });
}
