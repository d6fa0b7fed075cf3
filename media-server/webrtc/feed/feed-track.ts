import { randomInt } from "node:crypto";
import { type FeedPacket, isDisposableH264, toWire } from "./feed-packet";
import { PacketRing } from "./packet-ring";
import { ReportClock } from "./report-clock";
import { type Place, TrackSpace } from "./track-space";

export interface PacketFacts {
  readonly marker: boolean;
  readonly startsKeyFrame: boolean;
  readonly payload: Buffer;
}

/** The rate is taken over about so long. */
const RATE_WINDOW_MS = 1_000;

/** One of a stream's two tracks in the stream's own numbering, with what was sent last. */
export class FeedTrack {
  readonly ssrc = randomInt(1, 2 ** 32 - 1);
  /** For repairs (RFC 4588). */
  readonly rtxSsrc = randomInt(1, 2 ** 32 - 1);
  readonly space: TrackSpace;
  readonly ring: PacketRing;
  readonly clock: ReportClock;
  /** Of payload, lately; 0 before the first second is over. */
  bitsPerSecond = 0;
  private countedBytes = 0;
  private countedFrom: number | null = null;

  constructor(
    readonly kind: "video" | "audio",
    ticksPerMs: number,
    capacity: number,
  ) {
    // RFC 3550 §5.1: both begin at random.
    this.space = new TrackSpace(ticksPerMs, { sequence: randomInt(0x8000), timestamp: randomInt(2 ** 31) });
    this.ring = new PacketRing(capacity);
    this.clock = new ReportClock(this.space);
  }

  /** Not yet in the ring: it belongs there once it is sent. */
  make({ sequence, timestamp }: Place, { marker, startsKeyFrame, payload }: PacketFacts): FeedPacket {
    this.countedBytes += payload.length;
    return {
      kind: this.kind,
      sequence,
      timestamp,
      marker,
      startsKeyFrame,
      isDisposable: this.kind === "video" && isDisposableH264(payload),
      wire: toWire(payload),
    };
  }

  /** What was added until now was not made now. */
  restartMeasure(nowMs: number): void {
    this.countedFrom = nowMs;
    this.countedBytes = 0;
  }

  measure(nowMs: number): void {
    this.countedFrom ??= nowMs;
    const spanMs = nowMs - this.countedFrom;
    if (spanMs < RATE_WINDOW_MS) return;
    this.bitsPerSecond = (this.countedBytes * 8000) / spanMs;
    this.countedFrom = nowMs;
    this.countedBytes = 0;
  }
}
