const FIRST_MS = 5_000;
const LONGEST_MS = 60_000;

/** How long a line that was full is left alone before everything is tried again: twice as long after each failed try. */
export class Patience {
  private failedAt = Number.NEGATIVE_INFINITY;
  private triedAt = Number.NEGATIVE_INFINITY;
  private lengthMs = FIRST_MS;

  /** It was too much, `nowMs` being a clock that never goes back. */
  fail(nowMs: number): void {
    if (nowMs - this.triedAt < FIRST_MS) this.lengthMs = Math.min(LONGEST_MS, this.lengthMs * 2);
    this.triedAt = Number.NEGATIVE_INFINITY;
    this.failedAt = nowMs;
  }

  /** Whether it is time; asking then is trying. */
  mayTry(nowMs: number): boolean {
    const isOver = nowMs - this.failedAt > this.lengthMs;
    if (isOver) this.triedAt = nowMs;
    return isOver;
  }

  /** The line has room without any trying. */
  reset(nowMs: number): void {
    this.lengthMs = FIRST_MS;
    this.triedAt = nowMs;
  }
}
