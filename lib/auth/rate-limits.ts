import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "../errors";

/** Points per duration in seconds, per process. Each key is an address, an account or a user. */
const LIMITS = {
  "sign-in-address": { points: 30, duration: 300 },
  "sign-in-account": { points: 10, duration: 300 },
  "sign-up-address": { points: 10, duration: 3600 },
  "key-reveal": { points: 60, duration: 300 },
  "line-probe": { points: 30, duration: 300 },
  "key-rotate": { points: 10, duration: 300 },
  "token-create": { points: 20, duration: 3600 },
  "password-change": { points: 10, duration: 900 },
  "grant-create": { points: 60, duration: 300 },
  // A whole venue may watch from one address.
  "playback-address": { points: 1200, duration: 60 },
  "playback-viewer": { points: 60, duration: 60 },
  "search-address": { points: 120, duration: 60 },
  "invite-refused": { points: 30, duration: 300 },
  "recording-download": { points: 30, duration: 300 },
  "stream-metadata": { points: 5, duration: 1 },
  "notice-test": { points: 10, duration: 300 },
  rehearsal: { points: 20, duration: 60 },
  "stream-create": { points: 60, duration: 300 },
  "publish-refused": { points: 20, duration: 60 },
  "bearer-refused": { points: 60, duration: 60 },
} as const;
export type LimitName = keyof typeof LIMITS;

const holder: { __liveRateLimits?: Map<LimitName, RateLimiterAbstract> } & typeof globalThis = globalThis;

function limiter(name: LimitName): RateLimiterAbstract {
  holder.__liveRateLimits ??= new Map();
  const known = holder.__liveRateLimits.get(name);
  if (known) return known;
  const made = new RateLimiterMemory({ keyPrefix: name, ...LIMITS[name] });
  holder.__liveRateLimits.set(name, made);
  return made;
}

/** Counts one attempt; throws `rate-limited` past the limit. */
export async function limitRate(name: LimitName, key: string): Promise<void> {
  try {
    await limiter(name).consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new AppError("rate-limited", `${name} exceeded`, { retryAfterMs: error.msBeforeNext });
  }
}

/** Whether the key is past its limit, without counting. */
export async function isRateLimited(name: LimitName, key: string): Promise<boolean> {
  const state = await limiter(name).get(key);
  return state !== null && state.consumedPoints > LIMITS[name].points;
}

export async function forgetRate(name: LimitName, key: string): Promise<void> {
  await limiter(name).delete(key);
}

/** For tests. */
export function forgetAllRates(): void {
  holder.__liveRateLimits = undefined;
}
