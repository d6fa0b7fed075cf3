/** Losses below are the weather of wireless lines; above they are a line that is full (draft-ietf-rmcat-gcc §6). */
const FULL_LOSS = 0.1;
const CLEAR_LOSS = 0.02;
/** What the loss-based figure grows by with each clear report. */
const GROWTH = 1.08;
/** A viewer's estimate that falls by less is noise. */
const FALL = 0.97;
/** The line is free again when it takes so much more than the stream. */
const FREE = 1.05;
const LEAST_BPS = 50_000;

/**
 * What one viewer's line takes. Browsers measure delay and tell (REMB); losses come with receiver reports. A browser's
 * figure never exceeds 1.5 times what it receives, so it says nothing until it falls below what is sent.
 */
export class LineEstimate {
  private told: number | null = null;
  private byDelay = Number.POSITIVE_INFINITY;
  private byLoss = Number.POSITIVE_INFINITY;

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

  /** A receiver report's share of lost packets. */
  report(lost: number, streamBps: number, sentBps: number): void {
    if (lost > FULL_LOSS) this.byLoss = Math.min(this.byLoss, sentBps) * (1 - lost / 2);
    else if (lost < CLEAR_LOSS && this.byLoss !== Number.POSITIVE_INFINITY) this.byLoss *= GROWTH;
    if (this.byLoss < LEAST_BPS) this.byLoss = LEAST_BPS;
    if (this.byLoss >= streamBps * FREE && lost < CLEAR_LOSS) this.byLoss = Number.POSITIVE_INFINITY;
  }
}
