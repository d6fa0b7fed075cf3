import { vi } from "vitest";

/** In ms. On a busy machine everything comes late; a deadline is for what never comes. */
const DEADLINE_MS = 10_000;

const waitFor = vi.waitFor.bind(vi);
vi.waitFor = (callback, options = {}) =>
  waitFor(callback, {
    timeout: DEADLINE_MS,
    ...(typeof options === "number" ? { timeout: options } : options),
  });
