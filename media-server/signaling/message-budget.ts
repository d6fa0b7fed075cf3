/** How many messages or bytes somebody may send: so many at once, and so many more each second. */
export interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}

/** A token bucket. */
export class MessageBudget {
  private left: number;
  private countedAt: number;

  constructor(
    private readonly allowance: Allowance,
    /** Ms that only go forward. */
    private readonly now: () => number,
  ) {
    this.left = allowance.burst;
    this.countedAt = now();
  }

  /** False: too many; then nothing was taken. */
  take(count = 1): boolean {
    const now = this.now();
    const { burst, perSecond } = this.allowance;
    this.left = Math.min(burst, this.left + ((now - this.countedAt) / 1000) * perSecond);
    this.countedAt = now;
    if (this.left < count) return false;
    this.left -= count;
    return true;
  }

  /** Whether nothing of it has been used lately. */
  get isWhole(): boolean {
    const { burst, perSecond } = this.allowance;
    return this.left + ((this.now() - this.countedAt) / 1000) * perSecond >= burst;
  }
}
