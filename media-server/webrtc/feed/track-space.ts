/** Encoders' clocks step on by less from frame to frame; whatever is beyond is a new clock. */
const MAX_STEP_MS = 10_000;
/** Further out of order than this is a new numbering. */
const MAX_DISORDER = 3_000;
const SEQUENCES = 0x1_0000;
const TIMESTAMPS = 0x1_0000_0000;
/** Between the last packet of one publisher and the first of the next, at least. */
const MIN_PAUSE_MS = 1;

export interface Place {
  /** Without bounds; modulo 2^16 it stands in packets. */
  readonly sequence: number;
  /** 32 bits. */
  readonly timestamp: number;
}

/**
 * One numbering and one clock for a track, whoever publishes it: the next publisher goes on after the last one, as
 * much later as it came, so that viewers' decoders and jitter buffers notice nothing but a pause.
 */
export class TrackSpace {
  private newest: Place;
  private newestAt: number | null = null;
  private isAnchored = false;
  /** The publisher's own numbers of the newest packet. */
  private theirs: Place = { sequence: 0, timestamp: 0 };
  private timestampShift = 0;
  /** Places up to here belong to earlier publishers. */
  private floor: number;

  constructor(
    /** Ticks per ms. */
    readonly rate: number,
    start: Place,
  ) {
    this.newest = start;
    this.floor = start.sequence;
  }

  /** Another publisher, or the same with a new clock: what comes next goes on after what was. */
  restart(): void {
    this.isAnchored = false;
  }

  /**
   * Where a publisher's packet with these numbers (16 and 32 bits) stands; null for one that came too late to have
   * a place. `nowMs` never goes back.
   */
  place(sequence: number, timestamp: number, nowMs: number): Place | null {
    let step = nearest(sequence - this.theirs.sequence, SEQUENCES);
    const drift = nearest(timestamp - this.theirs.timestamp, TIMESTAMPS);
    const isNewClock = Math.abs(step) > MAX_DISORDER || Math.abs(drift) > MAX_STEP_MS * this.rate;
    if (!this.isAnchored || isNewClock) {
      this.anchor(timestamp, nowMs);
      step = 1;
    }
    const place = {
      sequence: this.newest.sequence + step,
      timestamp: (timestamp + this.timestampShift) >>> 0,
    };
    if (step > 0) {
      this.newest = place;
      this.newestAt = nowMs;
      this.theirs = { sequence, timestamp };
    }
    return place.sequence > this.floor ? place : null;
  }

  /** The place of the next packet of a publisher that doesn't number them. `timestamp` by its own clock, in ticks. */
  next(timestamp: number, nowMs: number): Place {
    const sequence = (this.theirs.sequence + 1) % SEQUENCES;
    return this.place(sequence, timestamp, nowMs) ?? this.newest;
  }

  /** A moment of the publisher's clock in ours; null before its first packet. */
  timestampOf(theirs: number): number | null {
    return this.isAnchored ? (theirs + this.timestampShift) >>> 0 : null;
  }

  /** What our clock shows, taken on from the newest packet. */
  timestampAt(nowMs: number): number {
    const sinceMs = this.newestAt === null ? 0 : nowMs - this.newestAt;
    return (this.newest.timestamp + Math.round(sinceMs * this.rate)) >>> 0;
  }

  private anchor(timestamp: number, nowMs: number): void {
    const pauseMs = this.newestAt === null ? 0 : Math.max(MIN_PAUSE_MS, nowMs - this.newestAt);
    const ours = this.newest.timestamp + Math.round(pauseMs * this.rate);
    this.timestampShift = ours - timestamp;
    this.floor = this.newest.sequence;
    this.isAnchored = true;
  }
}

/** The difference of two numbers on a cycle, taken the short way round. */
function nearest(difference: number, cycle: number): number {
  const positive = ((difference % cycle) + cycle) % cycle;
  return positive < cycle / 2 ? positive : positive - cycle;
}
