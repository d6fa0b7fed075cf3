/** Browsers report whenever they miss something: single reports tell of a handful of packets. */
const LEAST_MS = 1_000;
const LEAST_PACKETS = 40;

export interface LossCount {
  /** Extended highest sequence number received (RFC 3550 §6.4.1). */
  readonly highest: number;
  /** Packets lost since the beginning; duplicates make it fall. */
  readonly cumulativeLost: number;
}

/** The share of packets that were lost, over spans long enough to mean something. */
export class LossWindow {
  private from: (LossCount & { readonly atMs: number }) | null = null;

  /** Between 0 and 1 at the end of a span; null within one. */
  add(count: LossCount, nowMs: number): number | null {
    const { from } = this;
    const expected = from ? count.highest - from.highest : 0;
    // A viewer that begins anew counts anew.
    if (!from || expected < 0) {
      this.from = { ...count, atMs: nowMs };
      return null;
    }
    if (nowMs - from.atMs < LEAST_MS || expected < LEAST_PACKETS) return null;
    this.from = { ...count, atMs: nowMs };
    return Math.min(1, Math.max(0, (count.cumulativeLost - from.cumulativeLost) / expected));
  }
}
