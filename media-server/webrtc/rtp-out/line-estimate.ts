/** Losses below are the weather of wireless lines; above they are a line that is full (draft-ietf-rmcat-gcc §6). */
const FULL_LOSS = 0.1;
const CLEAR_LOSS = 0.02;
/** What the loss-based figure grows by with each clear span. */
const GROWTH = 1.25;
/** Losses alone never take more than this of a stream away: on some lines they have nothing to do with its rate. */
const LEAST_SHARE = 0.25;
/** When packets queue up, a browser tells so much of what still came through (draft-ietf-rmcat-gcc §5.5). */
const BACKOFF = 0.85;
/** A figure that falls by less is noise. */
const FALL = 0.97;
/** A line that carries so much of the stream carries the stream. */
const CARRIES = 0.95;
/** The line is free again when it takes so much more than the stream. */
const FREE = 1.05;
const LEAST_BPS = 50_000;
/** Browsers' figures rise slowly: after so long without a fall everything is sent again to see, ever more rarely. */
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
  private fellAt = Number.NEGATIVE_INFINITY;
  private triedAt = Number.NEGATIVE_INFINITY;
  private patienceMs = FIRST_PATIENCE_MS;

  /** In bits per second; Infinity while nothing speaks against sending everything. */
  get bitsPerSecond(): number {
    return Math.max(LEAST_BPS, Math.min(this.byDelay, this.byLoss));
  }

  get isTight(): boolean {
    return this.bitsPerSecond !== Number.POSITIVE_INFINITY;
  }

  /** A viewer's own figure. `streamBps`: what the stream would take undiminished; `sentBps`: what is sent now. */
  tell(bitsPerSecond: number, streamBps: number, sentBps: number, nowMs: number): void {
    const fell = this.told !== null && bitsPerSecond < this.told * FALL && bitsPerSecond < sentBps;
    this.told = bitsPerSecond;
    const carried = bitsPerSecond / BACKOFF;
    if (fell) this.fall(carried, streamBps, nowMs);
    else if (this.byDelay !== Number.POSITIVE_INFINITY) this.rise(carried, streamBps, nowMs);
  }

  /** The share of packets lost over a span (`LossWindow`). */
  lose(share: number, streamBps: number): void {
    // Before anything was measured there is nothing to take a share of.
    if (streamBps === 0) return;
    if (share > FULL_LOSS) {
      const before = Math.min(this.byLoss, streamBps);
      this.byLoss = Math.max(before * (1 - share / 2), streamBps * LEAST_SHARE);
    } else if (share < CLEAR_LOSS) this.byLoss *= GROWTH;
    if (this.byLoss >= streamBps * FREE) this.byLoss = Number.POSITIVE_INFINITY;
  }

  private fall(carried: number, streamBps: number, nowMs: number): void {
    // Delays that come from a busy computer look like a full line; but then the whole stream came through.
    if (carried >= streamBps * CARRIES) return;
    const isFailedTry = nowMs - this.triedAt < FIRST_PATIENCE_MS;
    if (isFailedTry) this.patienceMs = Math.min(MAX_PATIENCE_MS, this.patienceMs * 2);
    this.triedAt = Number.NEGATIVE_INFINITY;
    this.fellAt = nowMs;
    this.byDelay = carried;
  }

  private rise(carried: number, streamBps: number, nowMs: number): void {
    const isFree = carried >= streamBps * FREE;
    if (isFree) this.patienceMs = FIRST_PATIENCE_MS;
    if (isFree || nowMs - this.fellAt > this.patienceMs) {
      this.byDelay = Number.POSITIVE_INFINITY;
      this.triedAt = nowMs;
    } else this.byDelay = Math.max(this.byDelay, carried);
  }
}
