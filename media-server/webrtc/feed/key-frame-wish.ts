/** No publisher is asked more often: key frames are large, and each one serves everybody. */
const MIN_INTERVAL_MS = 500;

/** Collects viewers' wishes for a key frame into few requests to the publisher; a wish within the pause is not lost. */
export class KeyFrameWish {
  private lastAt = Number.NEGATIVE_INFINITY;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly ask: () => void,
    /** Never goes back, in ms. */
    private readonly now: () => number,
  ) {}

  request(): void {
    if (this.timer) return;
    const waitMs = this.lastAt + MIN_INTERVAL_MS - this.now();
    if (waitMs <= 0) return this.send();
    this.timer = setTimeout(() => this.send(), waitMs).unref();
  }

  /** A key frame came: whoever wished for one has it. */
  fulfil(): void {
    this.cancel();
  }

  cancel(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private send(): void {
    this.cancel();
    this.lastAt = this.now();
    this.ask();
  }
}
