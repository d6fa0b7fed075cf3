/** What a call is for. Each may use up the account's budget only so far, so that stopping a broadcast always has room. */
export type Lane = "poll" | "work" | "urgent";

/** Calls in any five minutes, over all products and tokens of one user; beyond, the API refuses everything for as long. */
const WINDOW_MS = 300_000;
const SHARES: Record<Lane, number> = { poll: 600, work: 1_000, urgent: 1_180 };

export interface Limiter {
  /** Null when the call may go out, which it then counts; else ms until it may. */
  take(lane: Lane, now: number): number | null;
  /** The vendor refused: no call before this has passed. */
  pause(ms: number, now: number): void;
}

/** A sliding window. `scale` shrinks the budget, e.g. for an API with a smaller one. */
export function createLimiter(scale = 1): Limiter {
  let sent: number[] = [];
  let pausedUntil = 0;
  return {
    take(lane, now) {
      if (now < pausedUntil) return pausedUntil - now;
      // A clock that was set back must not hold calls for longer than the window.
      sent = sent.filter((at) => at > now - WINDOW_MS && at <= now);
      const most = Math.floor(SHARES[lane] * scale);
      const blocking = sent[sent.length - most];
      if (blocking !== undefined) return Math.max(1, blocking + WINDOW_MS - now);
      sent.push(now);
      return null;
    },
    pause(ms, now) {
      pausedUntil = Math.max(pausedUntil, now + Math.min(ms, 2 * WINDOW_MS));
    },
  };
}

// One per account in this process, also where a bundler duplicates this module.
const holder: { __liveCloudflareLimiters?: Map<string, Limiter> } & typeof globalThis = globalThis;

/** The budget that everything in this process shares for one account at one address. */
export function sharedLimiter(account: string, scale = 1): Limiter {
  holder.__liveCloudflareLimiters ??= new Map();
  const known = holder.__liveCloudflareLimiters.get(account);
  if (known) return known;
  const made = createLimiter(scale);
  holder.__liveCloudflareLimiters.set(account, made);
  return made;
}
