import type { SenderInfo } from "./rtcp";
import { createUnroller } from "./unroll-counter";

/** What sender reports say against the line is followed slowly, unless it is further off than this. */
const STEP_MS = 80;
const FOLLOW = 0.1;
/** Reports that would move a track further than this are wrong. */
const MAX_OFFSET_MS = 10_000;

/** One track's RTP clock on the publisher's common line of ms. */
class TrackLine {
  private readonly unroll = createUnroller(32);
  /** Line ms at RTP time 0. */
  private originMs: number | null = null;
  private isTied = false;
  /** Wall ms at RTP time 0, by the publisher's latest report. */
  wallOriginMs: number | null = null;

  constructor(private readonly clockRate: number) {}

  /** Ms on the line. The first packet stands where it arrived. */
  at(timestamp: number, arrivedMs: number): number {
    const ownMs = this.ownMs(timestamp);
    this.originMs ??= arrivedMs - ownMs;
    return this.originMs + ownMs;
  }

  report(info: SenderInfo): void {
    this.wallOriginMs = info.wallMs - this.ownMs(info.timestamp);
  }

  get lineOriginMs(): number | null {
    return this.originMs;
  }

  /** Moves the track towards where it should begin. */
  follow(wantedOriginMs: number): void {
    if (this.originMs === null) return;
    const off = wantedOriginMs - this.originMs;
    if (Math.abs(off) > MAX_OFFSET_MS) return;
    this.originMs += !this.isTied || Math.abs(off) > STEP_MS ? off : off * FOLLOW;
    this.isTied = true;
  }

  private ownMs(timestamp: number): number {
    return (this.unroll(timestamp) * 1000) / this.clockRate;
  }
}

/**
 * Times of both tracks on one line of ms. Before sender reports are there, tracks stand as they arrived; with them the
 * sound is moved to where the publisher recorded it against the picture (RFC 3550 §6.4.1). The picture is never moved.
 */
export class MediaClock {
  private readonly video = new TrackLine(90_000);
  private readonly audio = new TrackLine(48_000);
  private readonly startMs: number;

  /** `nowMs` by a clock that never goes back. */
  constructor(nowMs: number) {
    this.startMs = nowMs;
  }

  /** Whole ms since the publisher came. */
  at(kind: "video" | "audio", timestamp: number, nowMs: number): number {
    return Math.max(0, Math.round(this[kind].at(timestamp, nowMs - this.startMs)));
  }

  report(kind: "video" | "audio", info: SenderInfo): void {
    this[kind].report(info);
    const { wallOriginMs: videoWall, lineOriginMs: videoLine } = this.video;
    const { wallOriginMs: audioWall } = this.audio;
    if (videoWall === null || audioWall === null || videoLine === null) return;
    this.audio.follow(videoLine + audioWall - videoWall);
  }
}
