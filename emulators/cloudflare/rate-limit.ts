/** The vendor's: so many calls in five minutes, then none at all for as long. */
export function createRateLimit(now: () => number, limit = 1_200, windowMs = 300_000) {
  let sent: number[] = [];
  let blockedUntil = 0;
  return {
    /** Null when the call is let through; else seconds until the next one may be. */
    refuse(): number | null {
      const at = now();
      if (at < blockedUntil) return Math.ceil((blockedUntil - at) / 1000);
      sent = sent.filter((one) => one > at - windowMs);
      if (sent.length < limit) {
        sent.push(at);
        return null;
      }
      blockedUntil = at + windowMs;
      sent = [];
      return windowMs / 1000;
    },
  };
}
