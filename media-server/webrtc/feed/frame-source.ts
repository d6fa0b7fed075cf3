import type { AudioConfig, AudioFrame, VideoConfig, VideoFrame } from "../../media";
import type { FeedPacket } from "./feed-packet";
import type { FeedTrack } from "./feed-track";
import { GopFrames } from "./gop-frames";
import type { OpenOpus, OpusSource } from "./opus-source";
import {
  nalLengthBytes,
  type ParameterSets,
  packetizeH264,
  readParameterSets,
  splitNalUnits,
} from "./packetize-h264";

/** With all headers below 1,280 bytes, which every path carries. */
const MAX_PAYLOAD_BYTES = 1_172;

/** Puts the frames of a publisher that doesn't speak RTP into packets, while it is started. */
export class FrameSource {
  /** Frames come in another order than they are shown: WebRTC has no place for that. */
  isReordered = false;
  isRunning = false;
  private readonly gop = new GopFrames();
  private parameterSets: ParameterSets = { sps: [], pps: [] };
  private lengthBytes = 4;
  private audioKind: AudioConfig | null = null;
  private opus: OpusSource | null = null;
  private lastDtsMs = Number.NEGATIVE_INFINITY;
  /** Wall time at the publisher's time 0: one for both tracks, so that they stay in step. */
  private wallAtZero: number | null = null;

  constructor(
    private readonly tracks: { readonly video: FeedTrack; readonly audio: FeedTrack },
    private readonly deps: { readonly openOpus: OpenOpus | null; readonly now: () => number },
    private readonly spread: (packet: FeedPacket) => void,
  ) {}

  /** Somebody watches: puts out what was sent since the last key frame, then all that comes. */
  start(nowMs: number): void {
    this.isRunning = true;
    this.restartClocks();
    this.tracks.video.ring.clear();
    for (const frame of this.gop.frames) this.sendVideo(frame, nowMs);
    this.tracks.video.restartMeasure(nowMs);
    this.openOpus();
  }

  /** Nobody watches. */
  stop(): void {
    this.isRunning = false;
    this.opus?.close();
    this.opus = null;
    this.tracks.video.ring.clear();
  }

  forgetPast(): void {
    this.gop.clear();
  }

  videoConfig(config: VideoConfig): void {
    this.isReordered = false;
    this.gop.clear();
    this.parameterSets = readParameterSets(config.decoderConfig);
    this.lengthBytes = nalLengthBytes(config.decoderConfig);
  }

  audioConfig(config: AudioConfig): void {
    this.audioKind = config;
    if (config.codec === "opus") {
      this.opus?.close();
      this.opus = null;
    } else if (this.opus) this.opus.audioConfig(config);
    else if (this.isRunning) this.openOpus();
  }

  video(frame: VideoFrame, nowMs: number): void {
    if (frame.compositionOffsetMs !== 0) this.isReordered = true;
    this.gop.add(frame);
    if (this.isRunning && !this.isReordered) this.sendVideo(frame, nowMs);
  }

  audio(frame: AudioFrame, nowMs: number): void {
    if (!this.isRunning) return;
    if (this.opus) this.opus.audio(frame);
    else if (this.audioKind?.codec === "opus") this.sendAudio(frame, nowMs);
  }

  interrupted(): void {
    this.gop.clear();
    // What is still in the encoder has the old clock.
    this.opus?.close();
    this.opus = null;
    this.audioKind = null;
    this.wallAtZero = null;
    this.isReordered = false;
  }

  private restartClocks(): void {
    this.lastDtsMs = Number.NEGATIVE_INFINITY;
    this.tracks.video.space.restart();
    this.tracks.audio.space.restart();
  }

  private openOpus(): void {
    if (!this.audioKind || this.audioKind.codec === "opus" || this.opus) return;
    this.opus = this.deps.openOpus?.((frame) => this.sendAudio(frame, this.deps.now())) ?? null;
    this.opus?.audioConfig(this.audioKind);
  }

  private sendVideo(frame: VideoFrame, nowMs: number): void {
    if (frame.dtsMs < this.lastDtsMs) this.restartClocks();
    this.lastDtsMs = frame.dtsMs;
    const units = splitNalUnits(frame.data, this.lengthBytes);
    const sets = frame.isKeyFrame ? this.parameterSets : null;
    const payloads = packetizeH264(units, sets, MAX_PAYLOAD_BYTES);
    const ticks = ticksOf(frame.dtsMs, this.tracks.video);
    payloads.forEach((payload, index) => {
      const place = this.tracks.video.space.next(ticks, nowMs);
      const marker = index === payloads.length - 1;
      const startsKeyFrame = frame.isKeyFrame && index === 0;
      this.spread(this.tracks.video.make(place, { marker, startsKeyFrame, payload }));
    });
    this.tracks.video.clock.learn(this.wallOf(frame.dtsMs), ticks, nowMs);
  }

  private sendAudio(frame: AudioFrame, nowMs: number): void {
    const ticks = ticksOf(frame.ptsMs, this.tracks.audio);
    const place = this.tracks.audio.space.next(ticks, nowMs);
    const facts = { marker: false, startsKeyFrame: false, payload: frame.data };
    this.spread(this.tracks.audio.make(place, facts));
    this.tracks.audio.clock.learn(this.wallOf(frame.ptsMs), ticks, nowMs);
  }

  private wallOf(timeMs: number): number {
    this.wallAtZero ??= Date.now() - timeMs;
    return this.wallAtZero + timeMs;
  }
}

function ticksOf(timeMs: number, track: FeedTrack): number {
  return Math.round(timeMs * track.space.rate) >>> 0;
}
