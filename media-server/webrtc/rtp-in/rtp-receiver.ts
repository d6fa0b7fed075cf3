import { randomBytes } from "node:crypto";
import { opusConfig } from "../../ingest/codecs/opus";
import type { MediaPacket, MediaSink } from "../../media";
import type { Bandwidth } from "./describe-track";
import { H264Assembler, startsKeyFrame } from "./h264-assembler";
import { KeyFrameRequests } from "./key-frame-requests";
import { MediaClock } from "./media-clock";
import { OpusLine } from "./opus-line";
import { isRtcp, type RtpPacket } from "./parse-rtp";
import { parseSenderReports, renderPictureLoss, renderReceiverReport, renderRemb } from "./rtcp";
import { type ReceivedTrack, RtpTrack } from "./rtp-track";
import { TransportFeedback } from "./transport-feedback";

export interface ReceiverOptions {
  readonly tracks: readonly ReceivedTrack[];
  readonly bandwidth: Bandwidth;
  readonly sink: MediaSink;
  send(mid: string, packet: Buffer): void;
  /** Ms by a clock that never goes back. */
  readonly now: () => number;
}

const TICK_MS = 20;
const FEEDBACK_MS = 100;
const REPORT_MS = 1_000;
/** No more than a good H.264 stream needs. */
const REMB_BITS_PER_SECOND = 12_000_000;

/** Turns a WebRTC publisher's packets into frames on one clock, and tells it what it must know. */
export class RtpReceiver {
  private readonly tracks: readonly RtpTrack[];
  private readonly clock: MediaClock;
  private readonly feedback = new TransportFeedback();
  private readonly keyFrames: KeyFrameRequests;
  private readonly opus = new OpusLine();
  private readonly assembler: H264Assembler;
  private readonly ssrc = randomBytes(4).readUInt32BE(0);
  private readonly timer: NodeJS.Timeout;
  private feedbackAt = 0;
  private reportAt = 0;

  constructor(private readonly options: ReceiverOptions) {
    const { sink, now } = options;
    this.clock = new MediaClock(now());
    this.keyFrames = new KeyFrameRequests(() => this.sendPictureLoss());
    this.assembler = new H264Assembler({
      config: (config, limitedSupport) => {
        sink.videoConfig(config);
        if (limitedSupport) sink.unsupported("video", limitedSupport);
      },
      picture: ({ timestamp, isKeyFrame, data }) => {
        if (isKeyFrame) this.keyFrames.keyFrameCame(now());
        const dtsMs = this.clock.at("video", timestamp, now());
        sink.video({ dtsMs, compositionOffsetMs: 0, isKeyFrame, data });
      },
      needsKeyFrame: () => this.keyFrames.want(now()),
    });
    this.tracks = options.tracks.map((plan) => this.track(plan));
    if (this.tracks.some(({ plan }) => plan.kind === "audio")) sink.audioConfig(opusConfig(2));
    this.timer = setInterval(() => this.tick(), TICK_MS).unref();
  }

  /** One RTP or RTCP packet. Throws `MediaFormatError` when the publisher's H.264 can't be. */
  take(mid: string, packet: Buffer): void {
    const nowMs = this.options.now();
    if (isRtcp(packet)) this.takeReports(packet, nowMs);
    else this.tracks.find(({ plan }) => plan.mid === mid)?.take(packet, nowMs);
  }

  /** Soon, not at once: many may ask. */
  requestKeyFrame(): void {
    this.keyFrames.want(this.options.now());
  }

  close(): void {
    clearInterval(this.timer);
  }

  private track(plan: ReceivedTrack): RtpTrack {
    const { sink, send } = this.options;
    return new RtpTrack(plan, {
      sender: this.ssrc,
      send,
      transportSequence: (sequence, nowMs) => this.feedback.note(sequence, nowMs),
      arrived: (packet) => sink.packet?.(mediaPacket(plan.kind, packet)),
      inOrder: (packet, lost) => {
        if (plan.kind === "video") this.assembler.push(packet, lost);
        else this.takeSound(packet);
      },
    });
  }

  private takeSound({ timestamp, payload }: RtpPacket): void {
    for (const piece of this.opus.push({ timestamp, data: payload })) {
      const ptsMs = this.clock.at("audio", piece.timestamp, this.options.now());
      this.options.sink.audio({ ptsMs, data: piece.data });
    }
  }

  private takeReports(packet: Buffer, nowMs: number): void {
    for (const info of parseSenderReports(packet)) {
      const track = this.tracks.find(({ ssrc }) => ssrc === info.ssrc);
      if (!track) continue;
      const { kind } = track.plan;
      track.noteSenderReport(info, nowMs);
      this.clock.report(kind, info);
      this.options.sink.senderReport?.({ kind, wallMs: info.wallMs, timestamp: info.timestamp });
    }
  }

  private tick(): void {
    const nowMs = this.options.now();
    for (const track of this.tracks) track.tick(nowMs);
    if (nowMs - this.feedbackAt >= FEEDBACK_MS) {
      this.feedbackAt = nowMs;
      this.sendFeedback(nowMs);
    }
    if (nowMs - this.reportAt >= REPORT_MS) {
      this.reportAt = nowMs;
      this.sendReports(nowMs);
    }
  }

  private sendFeedback(nowMs: number): void {
    const heard = this.tracks.find(({ ssrc }) => ssrc !== null);
    if (!heard) return;
    this.keyFrames.tick(nowMs);
    if (this.options.bandwidth !== "transport") return;
    for (const message of this.feedback.take(this.ssrc, heard.ssrc ?? 0)) this.send(message);
  }

  private sendReports(nowMs: number): void {
    const blocks = this.tracks.flatMap((track) => track.report(nowMs) ?? []);
    this.send(renderReceiverReport(this.ssrc, blocks));
    if (this.options.bandwidth !== "remb" || blocks.length === 0) return;
    const ssrcs = blocks.map((block) => block.ssrc);
    this.send(renderRemb(this.ssrc, ssrcs, REMB_BITS_PER_SECOND));
  }

  private sendPictureLoss(): void {
    const video = this.tracks.find(({ plan }) => plan.kind === "video");
    if (video && video.ssrc !== null)
      this.options.send(video.plan.mid, renderPictureLoss(this.ssrc, video.ssrc));
  }

  /** RTCP goes over the one transport, whichever section it leaves by. */
  private send(message: Buffer): void {
    const [first] = this.tracks;
    if (first) this.options.send(first.plan.mid, message);
  }
}

function mediaPacket(kind: "video" | "audio", packet: RtpPacket): MediaPacket {
  const { sequence, timestamp, marker, payload } = packet;
  return {
    kind,
    sequence,
    timestamp,
    marker,
    payload,
    startsKeyFrame: kind === "video" && startsKeyFrame(payload),
  };
}
