import type { FeedPacket } from "../feed/feed-packet";

/** Sound, repairs and headers need their part. */
const SHARE = 0.85;
/** What may be sent ahead of the line's rate. */
const BURST_MS = 1_000;

/**
 * Makes a stream fit a line that takes less: frames that nobody needs go first, then the rest of a group up to the next
 * key frame, so that what is shown is whole and moves for a part of the time instead of breaking.
 */
export class FrameDropper {
  dropped = 0;
  private frame = -1;
  private isFrameSent = true;
  private isSkipping = false;
  private budgetBits = 0;
  private budgetAt = 0;
  private budgetRate = Number.POSITIVE_INFINITY;

  /** Sends everything again from the next key frame on, or at once when nothing was left out since the last. */
  reset(): void {
    this.isSkipping = false;
    this.isFrameSent = true;
    this.budgetRate = Number.POSITIVE_INFINITY;
  }

  /** Whether the packet goes out. A frame goes whole or not at all. `bitsPerSecond`: what the line takes. */
  admits(packet: FeedPacket, bitsPerSecond: number, nowMs: number): boolean {
    if (packet.timestamp !== this.frame) {
      this.frame = packet.timestamp;
      this.refill(bitsPerSecond * SHARE, nowMs);
      this.isFrameSent = this.decide(packet);
      if (!this.isFrameSent) this.dropped += 1;
    }
    if (this.isFrameSent) this.budgetBits -= packet.wire.length * 8;
    return this.isFrameSent;
  }

  private decide(packet: FeedPacket): boolean {
    if (this.budgetRate === Number.POSITIVE_INFINITY) {
      if (packet.startsKeyFrame) this.isSkipping = false;
      return !this.isSkipping;
    }
    const fullBits = (this.budgetRate * BURST_MS) / 1000;
    if (packet.startsKeyFrame) {
      // Even key frames may be more than the line takes.
      this.isSkipping = this.budgetBits < -fullBits;
      return !this.isSkipping;
    }
    if (this.isSkipping) return false;
    if (packet.isDisposable) return this.budgetBits > fullBits / 2;
    if (this.budgetBits < 0) this.isSkipping = true;
    return !this.isSkipping;
  }

  private refill(rate: number, nowMs: number): void {
    const fullBits = (rate * BURST_MS) / 1000;
    if (rate === Number.POSITIVE_INFINITY || this.budgetRate === Number.POSITIVE_INFINITY)
      this.budgetBits = 0;
    else this.budgetBits = Math.min(fullBits, this.budgetBits + (rate * (nowMs - this.budgetAt)) / 1000);
    this.budgetRate = rate;
    this.budgetAt = nowMs;
  }
}
