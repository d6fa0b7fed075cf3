import type { SegmentWindow } from "./segment-window";

/** Somebody who takes a segment part by part. */
export interface SegmentFollower {
  write(chunk: Buffer): void;
  /** The segment is whole. */
  end(): void;
  /** There will be no such segment. */
  refuse(): void;
}

interface Following {
  readonly msn: number;
  readonly follower: SegmentFollower;
  readonly deadlineMs: number;
  /** Parts that it was given. */
  parts: number;
}

/** How long the next segment may take to begin. */
const PATIENCE_MS = 6_000;
/** How many segments ahead of the newest one may be asked for. */
const MAX_AHEAD = 1;

/** Gives the newest segment away while it grows. A follower holds at most one segment's bytes, which are everybody's. */
export class SegmentFollowers {
  private following: Following[] = [];

  constructor(private readonly window: SegmentWindow) {}

  get count(): number {
    return this.following.length;
  }

  /** Returns how to stop; null when the segment isn't one that grows, or is about to. */
  follow(msn: number, follower: SegmentFollower): (() => void) | null {
    const { open, lastMsn } = this.window;
    const isNext = msn > lastMsn && msn <= lastMsn + MAX_AHEAD;
    if (open?.msn !== msn && !isNext) return null;
    const following = { msn, follower, deadlineMs: performance.now() + PATIENCE_MS, parts: 0 };
    this.following.push(following);
    this.settle();
    return () => {
      this.following = this.following.filter((one) => one !== following);
    };
  }

  /** To be called whenever the window has changed. */
  settle(): void {
    if (this.following.length > 0) this.following = this.following.filter((one) => this.goesOn(one));
  }

  /** Nothing more will come. */
  dismiss(): void {
    const gone = this.following.splice(0);
    for (const { follower, parts } of gone) {
      if (parts > 0) follower.end();
      else follower.refuse();
    }
  }

  private goesOn(one: Following): boolean {
    const { open, complete, lastMsn } = this.window;
    const newest = complete.at(-1);
    const segment = open?.msn === one.msn ? open : newest?.msn === one.msn ? newest : null;
    if (!segment) {
      const isPast = one.msn <= lastMsn || performance.now() > one.deadlineMs;
      if (isPast) one.follower.refuse();
      return !isPast;
    }
    for (const chunk of segment.body.slice(one.parts)) one.follower.write(chunk);
    one.parts = segment.body.length;
    if (segment === open) return true;
    one.follower.end();
    return false;
  }
}
