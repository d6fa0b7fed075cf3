import type { SegmentWindow } from "./segment-window";

/** Somebody who takes a segment part by part. */
export interface SegmentFollower {
  write(part: Buffer): void;
  /** The segment is whole, or as much of it as there will be. */
  end(): void;
}

interface Following {
  readonly msn: number;
  readonly follower: SegmentFollower;
  /** Parts that it was given. */
  parts: number;
}

/** Gives the newest segment away while it grows. A follower holds at most one segment's bytes, which are everybody's. */
export class SegmentFollowers {
  private following: Following[] = [];

  constructor(private readonly window: SegmentWindow) {}

  get count(): number {
    return this.following.length;
  }

  /** Returns how to stop; null when the segment isn't the one that grows. */
  follow(msn: number, follower: SegmentFollower): (() => void) | null {
    if (this.window.open?.msn !== msn) return null;
    const following = { msn, follower, parts: 0 };
    this.following.push(following);
    this.goOn(following);
    return () => {
      this.following = this.following.filter((one) => one !== following);
    };
  }

  /** To be called whenever the window has changed. */
  settle(): void {
    if (this.following.length > 0) this.following = this.following.filter((one) => this.goOn(one));
  }

  /** Nothing more will come. */
  dismiss(): void {
    for (const { follower } of this.following.splice(0)) follower.end();
  }

  private goOn(one: Following): boolean {
    const { open, complete } = this.window;
    const segment = open?.msn === one.msn ? open : complete.findLast(({ msn }) => msn === one.msn);
    for (const part of segment?.body.slice(one.parts) ?? []) one.follower.write(part);
    one.parts = segment?.body.length ?? one.parts;
    if (segment && segment === open) return true;
    one.follower.end();
    return false;
  }
}
