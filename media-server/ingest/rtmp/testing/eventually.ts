import { vi } from "vitest";

/** Waits until the assertions hold; long enough for a busy machine. */
export function eventually<T>(assertions: () => T): Promise<T> {
  return vi.waitFor(assertions, { timeout: 15_000, interval: 20 });
}
