/** Losses below are the weather of wireless lines; above they are a line that is full (draft-ietf-rmcat-gcc §6). */
const FULL_LOSS = 0.1;
const CLEAR_LOSS = 0.02;
/** What the loss-based figure grows by with each clear span. */
const GROWTH = 1.25;
/** Losses alone never take more than this of a stream away: on some lines they have nothing to do with its rate. */
const LEAST_SHARE = 0.25;
/** A viewer's estimate that falls by less is noise. */
const FALL = 0.97;
/** The line is free again when it takes so much more than the stream. */
const FREE = 1.05;
const LEAST_BPS = 50_000;
/** After so long without heavy losses everything is sent again to see; twice as long after each time that went wrong. */
const FIRST_PATIENCE_MS = 5_000;
const MAX_PATIENCE_MS = 60_000;

/**
 * What one viewer's line takes. Browsers measure delay and tell (REMB); losses come with receiver reports. A browser's
 * figure never exceeds 1.5 times what it receives, so it says nothing until it falls below what is sent.
 */
export class LineEstimate {
  private told: number | null = null;
  private byDelay = Number.POSITIVE_INFINITY;
  private byLoss = Number.POSITIVE_INFINITY;
  private lostAt = Number.NEGATIVE_INFINITY;
  private triedAt = Number.NEGATIVE_INFINITY;
  private patienceMs = FIRST_PATIENCE_MS;

  /** In bits per second; Infinity while nothing speaks against sending everything. */
  get bitsPerSecond(): number {
    return Math.max(LEAST_BPS, Math.min(this.byDelay, this.byLoss));
  }

  get isTight(): boolean {
    return this.bitsPerSecond !== Number.POSITIVE_INFINITY;
  }

  /** A viewer's own estimate. `streamBps`: what the stream would take undiminished; `sentBps`: what is sent now. */
  tell(bitsPerSecond: number, streamBps: number, sentBps: number): void {
    const fell = this.told !== null && bitsPerSecond < this.told * FALL;
    this.told = bitsPerSecond;
    if (this.byDelay !== Number.POSITIVE_INFINITY) {
      this.byDelay = bitsPerSecond >= streamBps * FREE ? Number.POSITIVE_INFINITY : bitsPerSecond;
    } else if (fell && bitsPerSecond < sentBps) this.byDelay = bitsPerSecond;
  }

  /** The share of packets lost over a span (`LossWindow`). `nowMs` never goes back. */
  lose(share: number, streamBps: number, nowMs: number): void {
    // Before anything was measured there is nothing to take a share of.
    if (streamBps === 0) return;
    if (share > FULL_LOSS) return this.shrink(share, streamBps, nowMs);
    if (this.byLoss === Number.POSITIVE_INFINITY) return;
    if (share < CLEAR_LOSS) this.byLoss *= GROWTH;
    // Some lines always lose a little: waiting for a clear span would be waiting for ever.
    const isTry = nowMs - this.lostAt > this.patienceMs;
    if (isTry) this.triedAt = nowMs;
    if (isTry || this.byLoss >= streamBps * FREE) this.byLoss = Number.POSITIVE_INFINITY;
  }

  private shrink(share: number, streamBps: number, nowMs: number): void {
    const isFailedTry = nowMs - this.triedAt < FIRST_PATIENCE_MS;
    this.patienceMs = isFailedTry ? Math.min(MAX_PATIENCE_MS, this.patienceMs * 2) : this.patienceMs;
    this.triedAt = Number.NEGATIVE_INFINITY;
    this.lostAt = nowMs;
    const before = Math.min(this.byLoss, streamBps);
    this.byLoss = Math.max(before * (1 - share / 2), streamBps * LEAST_SHARE);
  }
}
