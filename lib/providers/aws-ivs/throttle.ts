/** Each control call is limited to 5 a second, for the whole account and region; not adjustable (IVS "Service quotas"). */
const PER_SECOND = 5;

export interface Throttle {
  /** Resolves when the call may go out; rejects with the signal's reason when it never got to. In order of asking. */
  take(signal: AbortSignal): Promise<void>;
}

/** A token bucket as a schedule: calls closer together than the rate allows wait for their turn. */
export function createThrottle(now: () => number, perSecond = PER_SECOND): Throttle {
  const gap = 1000 / perSecond;
  // When the bucket will be full again; each call takes one token of `perSecond`.
  let fullAt = 0;
  return {
    async take(signal) {
      signal.throwIfAborted();
      const at = now();
      // A clock that was set back must not hold calls for longer than a bucket's worth.
      fullAt = Math.max(fullAt, at) + gap;
      const wait = fullAt - at - 1000;
      if (wait <= 0) return;
      try {
        await pause(wait, signal);
      } catch (error) {
        fullAt -= gap;
        throw error;
      }
    },
  };
}

/** Rejects with the signal's reason. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", abort);
      resolve();
    }, ms);
    signal.addEventListener("abort", abort, { once: true });
  });
}
