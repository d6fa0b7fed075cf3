import { vi } from "vitest";

/** In ms. On a busy machine everything comes late; a deadline is for what never comes. */
const DEADLINE_MS = 10_000;
const PATIENT = Symbol.for("ann-pale-live.patient-waits");

// Test files that share a process come by here once each.
if (!Reflect.has(vi.waitFor, PATIENT)) {
  const waitFor = vi.waitFor.bind(vi);
  const patient: typeof vi.waitFor = (callback, options = {}) =>
    waitFor(callback, {
      timeout: DEADLINE_MS,
      ...(typeof options === "number" ? { timeout: options } : options),
    });
  vi.waitFor = Object.assign(patient, { [PATIENT]: true });
}
