/** The first time at once. */
const PAUSES_MS = [0, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000] as const;
/** Whoever ran for so long has earned a short pause again. */
const GOOD_RUN_MS = 20_000;

/** When a child that ended by itself may be started again: ever later while it keeps failing. */
export class RestartDelay {
  private failures = 0;
  private startedAt = Number.NEGATIVE_INFINITY;
  private notBefore = Number.NEGATIVE_INFINITY;

  mayStart(nowMs: number): boolean {
    return nowMs >= this.notBefore;
  }

  noteStart(nowMs: number): void {
    this.startedAt = nowMs;
  }

  noteFailure(nowMs: number): void {
    if (nowMs - this.startedAt > GOOD_RUN_MS) this.failures = 0;
    this.notBefore = nowMs + (PAUSES_MS[this.failures] ?? PAUSES_MS[PAUSES_MS.length - 1] ?? 0);
    this.failures += 1;
  }
}
