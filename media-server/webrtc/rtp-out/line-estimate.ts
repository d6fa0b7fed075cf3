import { Patience } from "./patience";

/** Losses below are the weather of wireless lines; above they are a line that is full (draft-ietf-rmcat-gcc §6). */
const FULL_LOSS = 0.1;
const CLEAR_LOSS = 0.02;
/** What is lost beyond is what doesn't fit. */
const HEAVY_LOSS = 0.3;
/** What the loss-based figure grows by with each clear span. */
const GROWTH = 1.25;
/**
 * Never is more than this taken of a stream away: some lines lose whatever is sent, and a browser that is sent little
 * tells of little. Who can't be sent so much is better served by HLS.
 */
const LEAST_SHARE = 0.25;
/** When packets queue up, a browser tells so much of what still came through (draft-ietf-rmcat-gcc §5.5). */
const BACKOFF = 0.85;
/** A viewer's figure that falls by less is noise. */
const FALL = 0.97;
/** With so much of the stream coming through, the line isn't what held it up. */
const CARRIES = 0.95;
/** The line is free again when it takes so much more than the stream. */
const FREE = 1.05;

/**
 * What one viewer's line takes. Browsers measure delay and tell (REMB); losses come with receiver reports. A browser's
 * figure never exceeds 1.5 times what it receives, so it says nothing until it falls below what is sent; and it rises
 * slowly, so that everything is tried again after a while.
 */
export class LineEstimate {
  private told: number | null = null;
  private byDelay = Number.POSITIVE_INFINITY;
  private byLoss = Number.POSITIVE_INFINITY;
  private readonly delayPatience = new Patience();
  private readonly lossPatience = new Patience();

  /** In bits per second; Infinity while nothing speaks against sending everything. */
  get bitsPerSecond(): number {
    return Math.min(this.byDelay, this.byLoss);
  }

  get isTight(): boolean {
    return this.bitsPerSecond !== Number.POSITIVE_INFINITY;
  }

  /**
   * A viewer's own figure. `streamBps`: what the stream would take undiminished; `sentBps`: what is sent now. `nowMs`
   * never goes back.
   */
  tell(bitsPerSecond: number, streamBps: number, sentBps: number, nowMs: number): void {
    const before = this.told ?? Number.POSITIVE_INFINITY;
    const fell = bitsPerSecond < before * FALL && bitsPerSecond < sentBps;
    this.told = bitsPerSecond;
    const carried = bitsPerSecond / BACKOFF;
    if (fell) this.fall(carried, streamBps, nowMs);
    else if (this.byDelay !== Number.POSITIVE_INFINITY) this.rise(carried, streamBps, nowMs);
  }

  /** The share of packets lost over a span (`LossWindow`). `nowMs` never goes back. */
  lose(share: number, streamBps: number, nowMs: number): void {
    // Before anything was measured there is nothing to take a share of.
    if (streamBps === 0) return;
    if (share > FULL_LOSS) return this.shrink(share, streamBps, nowMs);
    if (this.byLoss === Number.POSITIVE_INFINITY) return;
    if (share < CLEAR_LOSS) this.byLoss *= GROWTH;
    // Some lines always lose a little: waiting for a clear span would be waiting for ever.
    if (this.byLoss >= streamBps * FREE || this.lossPatience.mayTry(nowMs))
      this.byLoss = Number.POSITIVE_INFINITY;
  }

  private shrink(share: number, streamBps: number, nowMs: number): void {
    this.lossPatience.fail(nowMs);
    const before = Math.min(this.byLoss, streamBps);
    const left = share > HEAVY_LOSS ? 1 - share : 1 - share / 2;
    this.byLoss = Math.max(before * left, streamBps * LEAST_SHARE);
  }

  private fall(carried: number, streamBps: number, nowMs: number): void {
    // Delays that come from a busy computer look like a full line; but then the whole stream came through.
    if (carried >= streamBps * CARRIES) return;
    this.delayPatience.fail(nowMs);
    this.byDelay = Math.max(carried, streamBps * LEAST_SHARE);
  }

  private rise(carried: number, streamBps: number, nowMs: number): void {
    if (carried >= streamBps * FREE) {
      this.delayPatience.reset(nowMs);
      this.byDelay = Number.POSITIVE_INFINITY;
    } else if (this.delayPatience.mayTry(nowMs)) this.byDelay = Number.POSITIVE_INFINITY;
    else this.byDelay = Math.max(this.byDelay, carried);
  }
}
