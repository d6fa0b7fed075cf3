import type { FeedTrack } from "../feed/feed-track";
import type { EgressTrack } from "./egress-track";

const STEP_MS = 5;
/** What is sent in a step, so that lines and sockets take it: between these, and at four times the stream's rate. */
const LEAST_STEP_BYTES = 5_000;
const MOST_STEP_BYTES = 25_000;
const TIMES_STREAM = 4;

/**
 * Gives a newcomer the picture from the last key frame on, faster than it was made, until it has what comes now. Each
 * frame is stamped as if it had been taken when it is sent: the viewer's jitter buffer sees a steady line and shows
 * every frame at once.
 */
export class CatchUp {
  private timer: NodeJS.Timeout | null = null;
  private next = 0;

  constructor(
    private readonly feed: FeedTrack,
    private readonly egress: EgressTrack,
    private readonly now: () => number,
    private readonly done: () => void,
  ) {}

  /** From the feed's packet of this number on, which the ring holds. */
  start(from: number): void {
    this.stop();
    this.next = from;
    this.egress.beginAt(from);
    this.step();
    if (this.next <= this.feed.ring.head) this.timer = setInterval(() => this.step(), STEP_MS).unref();
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }

  private step(): void {
    const nowMs = this.now();
    const { ring, space } = this.feed;
    const timestamp = space.timestampAt(nowMs);
    const wished = (this.feed.bitsPerSecond * TIMES_STREAM * STEP_MS) / 8000;
    let budget = Math.min(MOST_STEP_BYTES, Math.max(LEAST_STEP_BYTES, wished));
    for (; budget > 0 && this.next <= ring.head; this.next += 1) {
      const packet = ring.get(this.next);
      if (!packet) continue;
      budget -= packet.wire.length;
      this.egress.send(packet, timestamp, nowMs);
    }
    if (this.next <= ring.head) return;
    this.stop();
    this.done();
  }
}
