import { setTimeout as delay } from "node:timers/promises";

/** Asks until the fact holds. Fails with the fact's name after `deadlineMs`. */
export async function waitFor(
  fact: string,
  holds: () => Promise<boolean>,
  deadlineMs: number,
  everyMs = 100,
): Promise<void> {
  const deadline = Date.now() + deadlineMs;
  while (Date.now() < deadline) {
    if (await holds()) return;
    await delay(everyMs);
  }
  throw new Error(`not within ${deadlineMs / 1000} s: ${fact}`);
}
