import { setTimeout as delay } from "node:timers/promises";

/** Asks every 100 ms until the fact holds; fails with `what` after `deadlineMs`. */
export async function waitFor(
  what: string,
  fact: () => Promise<boolean> | boolean,
  deadlineMs: number,
): Promise<void> {
  const end = performance.now() + deadlineMs;
  while (performance.now() < end) {
    if (await fact()) return;
    await delay(100);
  }
  throw new Error(`${what}: not within ${deadlineMs} ms`);
}
