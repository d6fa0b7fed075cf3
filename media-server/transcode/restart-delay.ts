const FIRST_MS = 500;
const LONGEST_MS = 30_000;
/** Whoever ran for so long has earned a short pause again. */
const GOOD_RUN_MS = 60_000;

/** When a child that ended by itself may be started again: ever later while it keeps failing. */
export class RestartDelay {
  private pauseMs = FIRST_MS;
  private startedAt = Number.NEGATIVE_INFINITY;
  private notBefore = Number.NEGATIVE_INFINITY;

  mayStart(nowMs: number): boolean {
    return nowMs >= this.notBefore;
  }

  noteStart(nowMs: number): void {
    this.startedAt = nowMs;
  }

  noteFailure(nowMs: number): void {
    if (nowMs - this.startedAt > GOOD_RUN_MS) this.pauseMs = FIRST_MS;
    this.notBefore = nowMs + this.pauseMs;
    this.pauseMs = Math.min(LONGEST_MS, this.pauseMs * 2);
  }
}
