import type { FeedPacket } from "../feed/feed-packet";
import type { FeedTrack } from "../feed/feed-track";
import type { FeedEnd, FeedViewer } from "../feed/feed-viewer";
import type { RtpFeed } from "../feed/rtp-feed";
import { CatchUp } from "./catch-up";
import { type AgreedTrack, EgressTrack } from "./egress-track";
import { FrameDropper } from "./frame-dropper";
import { LineEstimate } from "./line-estimate";
import { LossWindow } from "./loss-window";
import { type ReportBlock, readRtcp } from "./read-rtcp";
import { ReportTimes } from "./report-times";
import { writeSenderReport } from "./write-rtcp";

export interface RtpViewerOptions {
  readonly feed: RtpFeed;
  readonly video: AgreedTrack | null;
  readonly audio: AgreedTrack | null;
  readonly cname: string;
  /** Encrypts and sends before it returns. */
  readonly transmit: (mid: string, packet: Buffer) => boolean;
  /** How many bytes of RTP went out since the last call. */
  readonly sent: (bytes: number) => void;
  readonly closed: (cause: FeedEnd) => void;
  /** Never goes back, in ms; the feed's own. */
  readonly now: () => number;
}

interface Leg {
  readonly feed: FeedTrack;
  readonly egress: EgressTrack;
  readonly reports: ReportTimes;
}

const REPORT_MS = 1_000;
const REPEATED_MS = 5;
const REPAIR_SHARE = 0.25;
const LEAST_REPAIR_BPS = 100_000;
/** A picture that can't be repaired begins anew at most so often. */
const MIN_RESTART_MS = 1_000;

/** One viewer of a feed, from the first packet on: what it is sent, and what is made of what it says. */
export class RtpViewer implements FeedViewer {
  private readonly video: Leg | null;
  private readonly audio: Leg | null;
  private readonly estimate = new LineEstimate();
  private readonly losses = new LossWindow();
  private readonly dropper = new FrameDropper();
  private readonly catchUp: CatchUp | null;
  private state: "waiting" | "catching-up" | "live" | "skipping" = "waiting";
  private isAudioBegun = false;
  private reportedAt = Number.NEGATIVE_INFINITY;
  private restartedAt = Number.NEGATIVE_INFINITY;
  private countedBytes = 0;
  private sentBps = 0;
  private told: { readonly packet: Buffer; readonly atMs: number } | null = null;
  private measuredAt: number;

  constructor(private readonly options: RtpViewerOptions) {
    const { feed, video, audio } = options;
    this.video = video && this.leg(feed.tracks.video, video);
    this.audio = audio && this.leg(feed.tracks.audio, audio);
    this.measuredAt = options.now();
    this.catchUp =
      this.video && new CatchUp(feed.tracks.video, this.video.egress, options.now, () => this.caughtUp());
  }

  /** Transport is there. */
  start(): void {
    this.options.feed.add(this);
    this.join();
  }

  stop(): void {
    this.options.feed.remove(this);
    this.catchUp?.stop();
    this.flush();
  }

  packet(packet: FeedPacket, nowMs: number): void {
    if (packet.kind === "video") this.videoPacket(packet, nowMs);
    else if (this.audio) {
      if (!this.isAudioBegun) this.audio.egress.beginAt(packet.sequence);
      this.isAudioBegun = true;
      this.audio.egress.send(packet, packet.timestamp, nowMs);
    }
  }

  /** What the viewer sends on one of its tracks. */
  rtcp(mid: string, packet: Buffer): void {
    const leg = [this.video, this.audio].find((one) => one?.egress.agreed.mid === mid);
    if (!leg) return;
    const nowMs = this.options.now();
    if (this.isRepeated(packet, nowMs)) return;
    readRtcp(packet, {
      report: (block) => this.report(leg, block, nowMs),
      missing: (ssrc, sequences) => {
        if (ssrc === leg.feed.ssrc)
          leg.egress.repeat(sequences, (sequence) => leg.feed.ring.get(sequence), nowMs);
      },
      keyFrameWanted: (ssrc) => {
        if (ssrc === this.video?.feed.ssrc) this.restart(nowMs);
      },
      bandwidth: (bitsPerSecond) =>
        this.estimate.tell(bitsPerSecond, this.options.feed.tracks.video.bitsPerSecond, this.sentBps, nowMs),
    });
  }

  tick(nowMs: number): void {
    if (nowMs - this.reportedAt >= REPORT_MS) {
      this.measure(nowMs);
      this.sendReports(nowMs);
      this.reportedAt = nowMs;
    }
  }

  closed(cause: FeedEnd): void {
    this.catchUp?.stop();
    this.flush();
    this.options.closed(cause);
  }

  private videoPacket(packet: FeedPacket, nowMs: number): void {
    const { video, state } = this;
    if (!video || state === "catching-up") return;
    if (state === "waiting" && !packet.startsKeyFrame) return;
    if (!this.dropper.admits(packet, this.estimate.bitsPerSecond, nowMs)) {
      if (state === "live") this.state = "skipping";
      return;
    }
    if (state !== "live") video.egress.beginAt(packet.sequence);
    this.state = "live";
    video.egress.send(packet, packet.timestamp, nowMs);
  }

  /** Begins with what was already sent, where that is quicker than waiting for a key frame. */
  private join(): void {
    const from = this.video ? this.options.feed.joinPoint() : null;
    if (from === null || !this.catchUp) return;
    this.state = "catching-up";
    this.restartedAt = this.options.now();
    this.catchUp.start(from);
  }

  private caughtUp(): void {
    this.state = "live";
    this.dropper.reset();
  }

  /** The viewer lost what can't be repaired. */
  private restart(nowMs: number): void {
    if (this.options.feed.requestKeyFrame() || this.state === "catching-up") return;
    if (nowMs - this.restartedAt >= MIN_RESTART_MS && !this.estimate.isTight) this.join();
  }

  /** The library hands a compound packet on once for each stream that it names. */
  private isRepeated(packet: Buffer, nowMs: number): boolean {
    const { told } = this;
    this.told = { packet, atMs: nowMs };
    return told !== null && nowMs - told.atMs < REPEATED_MS && told.packet.equals(packet);
  }

  private report(leg: Leg, block: ReportBlock, nowMs: number): void {
    if (block.ssrc !== leg.feed.ssrc) return;
    const roundTripMs = leg.reports.roundTripMs(block, nowMs);
    if (roundTripMs !== null) leg.egress.roundTripMs = roundTripMs;
    const share = leg === this.video ? this.losses.add(block, nowMs) : null;
    if (share !== null) this.estimate.lose(share, leg.feed.bitsPerSecond, nowMs);
  }

  private measure(nowMs: number): void {
    const bytes = this.flush();
    const spanMs = nowMs - this.measuredAt;
    if (spanMs > 0) this.sentBps = (bytes * 8000) / spanMs;
    this.measuredAt = nowMs;
    if (!this.video) return;
    const line = Math.min(this.estimate.bitsPerSecond, this.video.feed.bitsPerSecond);
    this.video.egress.repairBps = Math.max(LEAST_REPAIR_BPS, line * REPAIR_SHARE);
  }

  private flush(): number {
    const total = (this.video?.egress.bytes ?? 0) + (this.audio?.egress.bytes ?? 0);
    const bytes = total - this.countedBytes;
    this.countedBytes = total;
    if (bytes > 0) this.options.sent(bytes);
    return bytes;
  }

  private sendReports(nowMs: number): void {
    for (const leg of [this.video, this.audio]) {
      const pair = leg?.egress.packets ? leg.feed.clock.at(nowMs) : null;
      if (!leg || !pair) continue;
      const { packets, bytes } = leg.egress;
      leg.reports.note(pair.wallMs, nowMs);
      const facts = { ssrc: leg.feed.ssrc, ...pair, packets, bytes, cname: this.options.cname };
      this.options.transmit(leg.egress.agreed.mid, writeSenderReport(facts));
    }
  }

  private leg(feed: FeedTrack, agreed: AgreedTrack): Leg {
    const { ssrc, rtxSsrc } = feed;
    const transmit = (packet: Buffer) => this.options.transmit(agreed.mid, packet);
    return { feed, egress: new EgressTrack(agreed, { ssrc, rtxSsrc, transmit }), reports: new ReportTimes() };
  }
}
