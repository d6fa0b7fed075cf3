/** Segments of HLS begin at key frames: so often they should come. */
const INTERVAL_MS = 2_000;
/** A picture that can't be decoded is worth asking again, but an encoder under fire sends nothing but key frames. */
const RETRY_MS = 500;

/** Decides when to ask a publisher for a key frame: on a schedule, and when the picture is broken. */
export class KeyFrameRequests {
  private lastKeyMs: number | null = null;
  private askedMs = Number.NEGATIVE_INFINITY;
  private isUrgent = true;

  /** `ask` sends the request. Times in ms by one clock. */
  constructor(private readonly ask: () => void) {}

  keyFrameCame(nowMs: number): void {
    this.lastKeyMs = nowMs;
    this.isUrgent = false;
  }

  /** The picture is broken, or somebody begins to watch. */
  want(nowMs: number): void {
    this.isUrgent = true;
    this.tick(nowMs);
  }

  /** To be called every 100 ms or so while the publisher is connected. */
  tick(nowMs: number): void {
    const isScheduled = this.lastKeyMs !== null && nowMs - this.lastKeyMs >= INTERVAL_MS;
    if (!(this.isUrgent || isScheduled) || nowMs - this.askedMs < RETRY_MS) return;
    this.askedMs = nowMs;
    this.ask();
  }
}
