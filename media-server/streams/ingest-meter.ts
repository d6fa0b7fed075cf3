import type { IngestMetrics } from "../../lib/wire/media-events";
import type { AudioConfig, VideoConfig, VideoFrame } from "../media";

const WINDOW_SECONDS = 5;
/** Steady distances between frames are remembered over about a second. */
const TYPICAL_WEIGHT = 1 / 30;

interface Second {
  readonly at: number;
  videoBytes: number;
  audioBytes: number;
  frames: number;
}

/** What a health check needs beyond the metrics themselves. Times in ms. */
export interface IngestFacts {
  readonly metrics: IngestMetrics;
  readonly connectedMs: number;
  readonly sinceVideoMs: number | null;
  readonly sinceAudioMs: number | null;
  readonly sinceKeyFrameMs: number | null;
  /** How far the encoder's clock has fallen behind ours within the last minute. */
  readonly lagMs: number;
  readonly hasBFrames: boolean;
  /** Frames missing within the last seconds. */
  readonly recentlyDropped: number;
  readonly unsupportedVideo: string | null;
  readonly unsupportedAudio: string | null;
  /** Since the encoder's clock last jumped, since the picture last changed its size. */
  readonly sinceJumpMs: number | null;
  readonly sinceResizeMs: number | null;
}

/** Measures one publisher's connection. Cheap per frame: no lists of frames are kept. */
export class IngestMeter {
  private readonly connectedAt: number;
  private seconds: Second[] = [];
  private video: VideoConfig | null = null;
  private audio: AudioConfig | null = null;
  private unsupportedVideo: string | null = null;
  private unsupportedAudio: string | null = null;
  private lastDtsMs: number | null = null;
  private typicalMs: number | null = null;
  private dropped = 0;
  private drops: { at: number; count: number }[] = [];
  private lastKeyDtsMs: number | null = null;
  private keyIntervalMs: number | null = null;
  private lags: { second: number; least: number }[] = [];
  private lastLagMs = 0;
  private at: Record<"video" | "audio" | "key" | "bFrame" | "jump" | "resize", number | null> = {
    video: null,
    audio: null,
    key: null,
    bFrame: null,
    jump: null,
    resize: null,
  };

  constructor(private readonly now: () => number) {
    this.connectedAt = now();
  }

  setVideoConfig(config: VideoConfig): void {
    const isResized =
      this.video && (this.video.width !== config.width || this.video.height !== config.height);
    if (isResized) this.at.resize = this.now();
    this.video = config;
    this.unsupportedVideo = null;
  }

  setAudioConfig(config: AudioConfig): void {
    this.audio = config;
    this.unsupportedAudio = null;
  }

  setUnsupported(kind: "video" | "audio", codecName: string): void {
    if (kind === "video") this.unsupportedVideo = codecName.slice(0, 32);
    else this.unsupportedAudio = codecName.slice(0, 32);
  }

  noteJump(): void {
    this.at.jump = this.now();
    this.lastDtsMs = null;
    this.lastKeyDtsMs = null;
    this.lags = [];
  }

  countVideo(frame: VideoFrame): void {
    const now = this.now();
    const second = this.second(now);
    second.videoBytes += frame.data.length;
    second.frames += 1;
    this.at.video = now;
    if (frame.compositionOffsetMs > 0) this.at.bFrame = now;
    this.notePace(frame.dtsMs, now);
    this.noteLag(frame.dtsMs, now);
    if (!frame.isKeyFrame) return;
    this.at.key = now;
    if (this.lastKeyDtsMs !== null) this.keyIntervalMs = Math.max(0, frame.dtsMs - this.lastKeyDtsMs);
    this.lastKeyDtsMs = frame.dtsMs;
  }

  countAudio(ptsMs: number, bytes: number): void {
    const now = this.now();
    this.second(now).audioBytes += bytes;
    this.at.audio = now;
    if (!this.video) this.noteLag(ptsMs, now);
  }

  facts(): IngestFacts {
    const now = this.now();
    const since = (at: number | null) => (at === null ? null : now - at);
    const least = Math.min(this.lastLagMs, ...this.lags.map((lag) => lag.least));
    const lastMediaAt = this.at.video ?? this.at.audio;
    return {
      metrics: this.metrics(now),
      connectedMs: now - this.connectedAt,
      sinceVideoMs: since(this.at.video),
      sinceAudioMs: since(this.at.audio),
      sinceKeyFrameMs: since(this.at.key),
      lagMs: lastMediaAt === null ? 0 : this.lastLagMs - least + Math.max(0, now - lastMediaAt),
      hasBFrames: this.at.bFrame !== null && now - this.at.bFrame < WINDOW_SECONDS * 1000,
      recentlyDropped: this.drops.reduce((sum, drop) => sum + (now - drop.at < 10_000 ? drop.count : 0), 0),
      unsupportedVideo: this.unsupportedVideo,
      unsupportedAudio: this.unsupportedAudio,
      sinceJumpMs: since(this.at.jump),
      sinceResizeMs: since(this.at.resize),
    };
  }

  private metrics(now: number): IngestMetrics {
    const isEarly = now - this.connectedAt < 1_000;
    const current = Math.floor(now / 1000);
    const whole = this.seconds.filter(
      (second) => second.at < current && second.at >= current - WINDOW_SECONDS,
    );
    const firstWhole = Math.ceil(this.connectedAt / 1000);
    const span = Math.min(WINDOW_SECONDS, current - firstWhole);
    const perSecond = (of: (second: Second) => number) =>
      isEarly || span < 1
        ? null
        : whole.reduce((sum, second) => sum + (second.at >= firstWhole ? of(second) : 0), 0) / span;
    const kbps = (of: (second: Second) => number) => {
      const bytes = perSecond(of);
      return bytes === null ? null : Math.round((bytes * 8) / 1000);
    };
    const frames = perSecond((second) => second.frames);
    return {
      videoCodec: this.unsupportedVideo ?? (this.video ? "H.264" : null),
      audioCodec: this.unsupportedAudio ?? (this.audio ? "AAC" : null),
      width: this.video?.width ?? null,
      height: this.video?.height ?? null,
      framesPerSecond: this.video && frames !== null ? Math.round(frames * 10) / 10 : null,
      videoKbps: this.video ? kbps((second) => second.videoBytes) : null,
      audioKbps: this.audio ? kbps((second) => second.audioBytes) : null,
      keyFrameIntervalMs: this.keyIntervalMs,
      droppedFrames: this.video ? this.dropped : null,
    };
  }

  private second(now: number): Second {
    const at = Math.floor(now / 1000);
    const last = this.seconds.at(-1);
    if (last?.at === at) return last;
    const second = { at, videoBytes: 0, audioBytes: 0, frames: 0 };
    this.seconds.push(second);
    if (this.seconds.length > WINDOW_SECONDS + 2) this.seconds.shift();
    return second;
  }

  /** A distance of two or more typical ones means frames that the encoder left out. */
  private notePace(dtsMs: number, now: number): void {
    const distance = this.lastDtsMs === null ? 0 : dtsMs - this.lastDtsMs;
    this.lastDtsMs = dtsMs;
    if (distance <= 0) return;
    const missing = this.typicalMs === null ? 0 : Math.round(distance / this.typicalMs) - 1;
    if (this.typicalMs === null) this.typicalMs = distance;
    if (missing <= 0) this.typicalMs += (distance - this.typicalMs) * TYPICAL_WEIGHT;
    if (missing <= 0 || distance > 2_000) return;
    // An encoder with a changing frame rate isn't dropping: its "typical" moves towards what it does.
    this.typicalMs += (distance - this.typicalMs) * TYPICAL_WEIGHT;
    this.dropped += missing;
    this.drops.push({ at: now, count: missing });
    if (this.drops.length > 100) this.drops.shift();
  }

  private noteLag(mediaMs: number, now: number): void {
    this.lastLagMs = now - mediaMs;
    const second = Math.floor(now / 1000);
    const last = this.lags.at(-1);
    if (last?.second === second) last.least = Math.min(last.least, this.lastLagMs);
    else this.lags.push({ second, least: this.lastLagMs });
    if (this.lags.length > 60) this.lags.shift();
  }
}
