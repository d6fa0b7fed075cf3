import { addHistograms } from "../wire/histogram";
import type { StoredExperience } from "./stream-experience";

/** Many streams as if they were one; what is so only at a moment counts for none. Null for none. Pure. */
export function sumExperience(all: readonly StoredExperience[]): StoredExperience | null {
  const [first, ...rest] = all;
  if (!first) return null;
  return rest.reduce(
    (sum, one) => ({
      at: Math.max(sum.at, one.at),
      now: sum.now,
      viewers: sum.viewers + one.viewers,
      starts: addHistograms(sum.starts, one.starts),
      latencies: addHistograms(sum.latencies, one.latencies),
      watchedMs: sum.watchedMs + one.watchedMs,
      stalledMs: sum.stalledMs + one.stalledMs,
      stalls: sum.stalls + one.stalls,
      faults: sum.faults + one.faults,
    }),
    { ...first, now: { reporting: 0, waiting: 0, latencyMs: null, ways: {} } },
  );
}
