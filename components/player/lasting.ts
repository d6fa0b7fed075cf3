/** Whether something has been so without a break for long enough to be said. */
export class Lasting {
  private sinceMs: number | null = null;

  constructor(private readonly afterMs: number) {}

  holds(isSo: boolean, nowMs: number): boolean {
    this.sinceMs = isSo ? (this.sinceMs ?? nowMs) : null;
    return this.sinceMs !== null && nowMs - this.sinceMs >= this.afterMs;
  }
}
