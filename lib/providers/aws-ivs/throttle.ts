/** Each operation of the control plane is limited to 5 a second, for the whole account and region; not adjustable (IVS "Service quotas"). */
const PER_SECOND = 5;
/** A second, and a little for clocks. */
const WINDOW_MS = 1_020;
/** Nobody waits longer for a turn: the deadline of a verb is 5 s. */
const MAX_QUEUE_MS = 5_000;
/** Operations, and channels with a limit of their own. */
const MAX_THROTTLES = 2_000;

export interface Throttle {
  /**
   * Resolves when the call may go out, in order of asking; call the result when it was answered. Rejects with the signal's
   * reason when it never got to.
   */
  take(signal: AbortSignal): Promise<() => void>;
}

/** One throttle for each thing that has a limit of its own, made when it is first asked for. */
export function createThrottles(now: () => number): (name: string) => Throttle {
  const known = new Map<string, Throttle>();
  return (name) => {
    const throttle = known.get(name) ?? createThrottle(now);
    if (known.size >= MAX_THROTTLES) known.clear();
    known.set(name, throttle);
    return throttle;
  };
}

/**
 * A sliding window as a schedule: no second holds more than the limit, also the first one. A bucket that starts full would
 * let nearly twice as many through. The second begins with the answer: when a call reached the service is not known.
 */
export function createThrottle(now: () => number, perSecond = PER_SECOND): Throttle {
  /** When the latest calls may go out, or were answered, epoch ms, oldest first. */
  let slots: { at: number }[] = [];
  return {
    async take(signal) {
      signal.throwIfAborted();
      const asked = now();
      // A clock that was set back must not hold calls for longer than the queue is.
      if ((slots.at(-1)?.at ?? 0) > asked + MAX_QUEUE_MS) slots = [];
      slots = slots.slice(-perSecond);
      const blocking = slots.length < perSecond ? undefined : slots[0];
      const freeAt = () => (blocking ? blocking.at + WINDOW_MS : 0);
      const slot = { at: Math.max(asked, freeAt()) };
      if (slot.at - asked > MAX_QUEUE_MS) throw new DOMException("too many calls wait", "TimeoutError");
      slots.push(slot);
      for (let wait = freeAt() - asked; wait > 0; wait = freeAt() - now()) await pause(wait, signal);
      slot.at = now();
      return () => {
        slot.at = now();
      };
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
