import type { TrackSpace } from "./track-space";

/** One moment on the wall clock and on a track's RTP clock (RFC 3550 §6.4.1). */
export interface ClockPair {
  /** Epoch ms by the clock that sound and picture share. */
  readonly wallMs: number;
  /** 32 bits, in the stream's own numbering. */
  readonly timestamp: number;
}

/**
 * What ties a track to the clock that it shares with its sibling, so that viewers play both in step. Every pair given
 * lies on one line: viewers look at differences only.
 */
export class ReportClock {
  private known: { readonly wallMs: number; readonly theirs: number; readonly atMs: number } | null = null;

  constructor(private readonly space: TrackSpace) {}

  /** `theirs` on the publisher's RTP clock; `nowMs` when that was learnt. */
  learn(wallMs: number, theirs: number, nowMs: number): void {
    this.known = { wallMs, theirs, atMs: nowMs };
  }

  forget(): void {
    this.known = null;
  }

  /** Null while the publisher has not told. */
  at(nowMs: number): ClockPair | null {
    if (!this.known) return null;
    const sinceMs = nowMs - this.known.atMs;
    const theirs = (this.known.theirs + Math.round(sinceMs * this.space.rate)) >>> 0;
    const timestamp = this.space.timestampOf(theirs);
    return timestamp === null ? null : { wallMs: this.known.wallMs + sinceMs, timestamp };
  }
}
