const WINDOW_MS = 60_000;
/** Addresses remembered; the oldest is forgotten first. */
const MAX_ADDRESSES = 10_000;

export interface FailureLimiter {
  isBlocked(address: string): boolean;
  failed(address: string): void;
}

interface Record {
  windowStart: number;
  failures: number;
  blockedUntil: number;
  /** How often in a row the address was blocked; doubles the pause. */
  penalties: number;
}

/**
 * Counts wrong keys per address. `maxPerMinute` of them earn a pause of one minute, twice as long each further time
 * up to `maxPenaltyMs`; a quiet `maxPenaltyMs` after that wipes the slate. Success does not: one right key must not
 * pay for guessing others.
 */
export function createFailureLimiter(options: {
  maxPerMinute: number;
  maxPenaltyMs: number;
  now: () => number;
}): FailureLimiter {
  const { maxPerMinute, maxPenaltyMs, now } = options;
  const records = new Map<string, Record>();

  function recall(address: string): Record {
    const at = now();
    const known = records.get(address);
    if (known && at - Math.max(known.windowStart, known.blockedUntil) <= WINDOW_MS + maxPenaltyMs)
      return known;
    return { windowStart: at, failures: 0, blockedUntil: Number.NEGATIVE_INFINITY, penalties: 0 };
  }

  return {
    isBlocked(address) {
      const known = records.get(address);
      return known !== undefined && now() < known.blockedUntil;
    },
    failed(address) {
      const at = now();
      const record = recall(address);
      if (at - record.windowStart > WINDOW_MS) {
        record.windowStart = at;
        record.failures = 0;
      }
      record.failures += 1;
      if (record.failures >= maxPerMinute) {
        record.blockedUntil = at + Math.min(maxPenaltyMs, WINDOW_MS * 2 ** record.penalties);
        record.penalties += 1;
        record.failures = 0;
      }
      // Deleted first, so that the map stays ordered by the latest failure.
      records.delete(address);
      records.set(address, record);
      if (records.size > MAX_ADDRESSES) {
        const oldest = records.keys().next().value;
        if (oldest !== undefined) records.delete(oldest);
      }
    },
  };
}
