import type { IngestFacts } from "../../lib/wire/doctor/ingest-facts";
import type { IngestMetrics } from "../../lib/wire/media-events";
import type { AudioConfig, VideoConfig, VideoFrame } from "../media";
import { ArrivalClock } from "./arrival-clock";
import { FrameRhythm } from "./frame-rhythm";
import { readH264Profile } from "./h264-profile";

const WINDOW_SECONDS = 5;
const AUDIO_NAMES: Record<AudioConfig["codec"], string> = { aac: "AAC", opus: "Opus" };

interface Second {
  readonly at: number;
  videoBytes: number;
  audioBytes: number;
  frames: number;
}

type Moment = "video" | "audio" | "key" | "jump" | "resize";

/** Measures one publisher's connection. Cheap per frame: no lists of frames are kept. */
export class IngestMeter {
  private readonly connectedAt: number;
  private readonly clock = new ArrivalClock();
  private readonly rhythm = new FrameRhythm();
  private seconds: Second[] = [];
  private video: VideoConfig | null = null;
  private audio: AudioConfig | null = null;
  /** Null until the first frame of a picture's setup: until then it can't be told. */
  private hasBFrames: boolean | null = null;
  private unsupportedVideo: string | null = null;
  private unsupportedAudio: string | null = null;
  private at: Record<Moment, number | null> = {
    video: null,
    audio: null,
    key: null,
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
    this.hasBFrames = null;
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
    this.rhythm.reset();
    this.clock.reset();
  }

  countVideo(frame: VideoFrame): void {
    const now = this.now();
    const second = this.second(now);
    second.videoBytes += frame.data.length;
    second.frames += 1;
    this.at.video = now;
    this.hasBFrames = this.hasBFrames === true || frame.compositionOffsetMs !== 0;
    if (frame.isKeyFrame) this.at.key = now;
    this.rhythm.note(frame.dtsMs, frame.isKeyFrame, now);
    this.clock.noteVideo(frame.dtsMs, now);
  }

  countAudio(ptsMs: number, bytes: number): void {
    const now = this.now();
    this.second(now).audioBytes += bytes;
    this.at.audio = now;
    this.clock.noteAudio(ptsMs, now);
  }

  facts(): IngestFacts {
    const now = this.now();
    const { at, clock, rhythm } = this;
    // The wall clock may be set back while we run.
    const since = (moment: number | null) => (moment === null ? null : Math.max(0, now - moment));
    const lastMediaAt = at.video ?? at.audio;
    const keyIntervals = rhythm.keyIntervalRange();
    return {
      connectedMs: Math.max(0, now - this.connectedAt),
      sinceVideoMs: since(at.video),
      sinceAudioMs: since(at.audio),
      sinceKeyFrameMs: since(at.key),
      keyFrameLeastMs: keyIntervals?.leastMs ?? null,
      keyFrameMostMs: keyIntervals?.mostMs ?? null,
      lagMs: lastMediaAt === null ? 0 : Math.max(0, clock.lagMs(now - lastMediaAt)),
      jitterMs: clock.jitterMs(),
      driftMs: clock.driftMs(),
      unsteadyShare: rhythm.unsteadyShare(),
      recentlyDropped: rhythm.recentlyDropped(now),
      unsupportedVideo: this.unsupportedVideo,
      unsupportedAudio: this.unsupportedAudio,
      sinceJumpMs: since(at.jump),
      sinceResizeMs: since(at.resize),
    };
  }

  metrics(): IngestMetrics {
    const { video, audio } = this;
    const rates = this.rates(this.now());
    const profile = video && readH264Profile(video.codecString);
    return {
      videoCodec: this.unsupportedVideo ?? (video ? "H.264" : null),
      videoProfile: profile?.profile ?? null,
      videoLevel: profile?.level ?? null,
      hasBFrames: this.hasBFrames,
      audioCodec: this.unsupportedAudio ?? (audio ? AUDIO_NAMES[audio.codec] : null),
      audioSampleRate: audio?.sampleRate ?? null,
      audioChannels: audio?.channels ?? null,
      width: video?.width ?? null,
      height: video?.height ?? null,
      framesPerSecond: video && rates ? Math.round(rates.frames * 10) / 10 : null,
      videoKbps: video && rates ? Math.round(rates.videoBytes / 125) : null,
      audioKbps: audio && rates ? Math.round(rates.audioBytes / 125) : null,
      keyFrameIntervalMs: this.rhythm.lastKeyIntervalMs(),
      droppedFrames: video ? this.rhythm.dropped : null,
    };
  }

  /** Per second, over the last whole seconds since the publisher connected; null in the first one. */
  private rates(now: number): Omit<Second, "at"> | null {
    const current = Math.floor(now / 1000);
    const firstWhole = Math.ceil(this.connectedAt / 1000);
    const span = Math.min(WINDOW_SECONDS, current - firstWhole);
    if (now - this.connectedAt < 1_000 || span < 1) return null;
    const sum = { videoBytes: 0, audioBytes: 0, frames: 0 };
    for (const second of this.seconds) {
      if (second.at >= current || second.at < current - span) continue;
      sum.videoBytes += second.videoBytes;
      sum.audioBytes += second.audioBytes;
      sum.frames += second.frames;
    }
    return {
      videoBytes: sum.videoBytes / span,
      audioBytes: sum.audioBytes / span,
      frames: sum.frames / span,
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
}
