import type { AudioConfig, AudioFrame, VideoConfig, VideoFrame } from "../media";
import { AudioRun } from "./audio-run";
import type { PackagerOutput } from "./packager-output";
import { PartTarget } from "./part-target";
import { PartWriter } from "./part-writer";
import { VideoRun } from "./video-run";

/** Smaller steps back are clamped; larger ones, or gaps past `MAX_GAP_MS`, begin a new run. */
const MAX_STEP_BACK_MS = 500;
const MAX_GAP_MS = 2_000;
/** Audio further than this from the video belongs to another clock and is dropped. */
const MAX_AUDIO_APART_MS = 5_000;
/** How long audio waits for video that nobody announced, or that was announced and brings no key frame. */
const UNANNOUNCED_VIDEO_MS = 1_500;
const MISSING_KEY_FRAME_MS = 12_000;

/** Turns one publisher after another into parts and segments of one rendition. Times of frames are the encoder's. */
export class Packager {
  /** Fixed with the first part. */
  readonly partTarget = new PartTarget();
  private videoConfig: VideoConfig | null = null;
  private audioConfig: AudioConfig | null = null;
  private run: { media: VideoRun | AudioRun; writer: PartWriter } | null = null;
  private isVideoUnusable = false;
  /** A config changed: frames of that kind wait for the key frame with which the next run begins. */
  private restart = { isDue: false, holdsVideo: false, holdsAudio: false };
  private audioWaitsSinceMs: number | null = null;
  private lastVideoAt = 0;

  constructor(
    private readonly output: PackagerOutput,
    private readonly now: () => number,
    /** Where the first run begins on the output's timeline, whole ms. */
    private timelineMs = 0,
  ) {}

  setVideoConfig(config: VideoConfig): void {
    const isSame = this.videoConfig?.decoderConfig.equals(config.decoderConfig);
    if (isSame) return;
    if (this.videoConfig) this.restart = { ...this.restart, isDue: true, holdsVideo: true };
    this.videoConfig = config;
    this.isVideoUnusable = false;
  }

  setAudioConfig(config: AudioConfig): void {
    if (this.audioConfig?.decoderConfig.equals(config.decoderConfig)) return;
    const isLate = this.run?.writer.writtenTracks != null;
    const isChange = this.audioConfig !== null;
    this.audioConfig = config;
    if (!isLate && !isChange) return;
    if (this.run?.media instanceof AudioRun) this.endRun();
    else this.restart = { ...this.restart, isDue: true, holdsAudio: true };
  }

  /** The encoder's video can't be packaged: sound alone goes on. */
  setVideoUnusable(): void {
    this.isVideoUnusable = true;
    if (this.run?.media instanceof VideoRun) this.endRun();
    this.videoConfig = null;
  }

  pushVideo(frame: VideoFrame): void {
    if (!this.videoConfig) return;
    this.lastVideoAt = this.now();
    if (this.run?.media instanceof VideoRun && isJump(this.run.media.distanceTo(frame.dtsMs))) this.jump();
    const isRunning = this.run?.media instanceof VideoRun;
    if (frame.isKeyFrame && (!isRunning || this.restart.isDue)) this.startVideoRun(frame);
    if (this.restart.holdsVideo || !(this.run?.media instanceof VideoRun)) return;
    this.run.media.pushVideo(frame);
  }

  pushAudio(frame: AudioFrame): void {
    const config = this.audioConfig;
    if (!config || this.restart.holdsAudio) return;
    if (this.run?.media instanceof VideoRun) {
      const apartMs = this.run.media.distanceTo(frame.ptsMs);
      if (Math.abs(apartMs) <= MAX_AUDIO_APART_MS) this.run.media.pushAudio(frame, config);
      else if (this.now() - this.lastVideoAt > MISSING_KEY_FRAME_MS) this.endRun();
      return;
    }
    if (this.run && isJump(this.run.media.distanceTo(frame.ptsMs))) this.jump();
    if (!this.run && this.isAudioDue(frame)) this.startAudioRun(frame, config);
    if (this.run?.media instanceof AudioRun) this.run.media.pushAudio(frame);
  }

  /** The publisher is gone: everything that arrived is written, and the next one starts anew. */
  finish(): void {
    this.endRun();
    this.videoConfig = null;
    this.audioConfig = null;
    this.isVideoUnusable = false;
    this.restart = { isDue: false, holdsVideo: false, holdsAudio: false };
  }

  private isAudioDue(frame: AudioFrame): boolean {
    if (this.isVideoUnusable) return true;
    if (this.audioWaitsSinceMs === null || frame.ptsMs < this.audioWaitsSinceMs)
      this.audioWaitsSinceMs = frame.ptsMs;
    const waitedMs = frame.ptsMs - this.audioWaitsSinceMs;
    return waitedMs >= (this.videoConfig ? MISSING_KEY_FRAME_MS : UNANNOUNCED_VIDEO_MS);
  }

  private startVideoRun(first: VideoFrame): void {
    this.endRun();
    this.restart = { isDue: false, holdsVideo: false, holdsAudio: false };
    const video = this.videoConfig;
    const writer = this.writer(() => ({ video, audio: this.audioConfig }));
    this.run = { writer, media: new VideoRun(first, this.timelineMs, this.partTarget, writer) };
  }

  private startAudioRun(first: AudioFrame, config: AudioConfig): void {
    const writer = this.writer(() => ({ video: null, audio: config }));
    const media = new AudioRun(first, config, this.timelineMs, this.partTarget, writer);
    this.run = { writer, media };
  }

  private writer(tracks: () => { video: VideoConfig | null; audio: AudioConfig | null }): PartWriter {
    return new PartWriter({ startMs: this.timelineMs, wallMs: this.now(), tracks }, this.output);
  }

  private jump(): void {
    this.endRun();
    this.output.clockJumped();
  }

  private endRun(): void {
    if (this.run) this.timelineMs = this.run.media.finish();
    this.run = null;
    this.audioWaitsSinceMs = null;
  }
}

function isJump(distanceMs: number): boolean {
  return distanceMs < -MAX_STEP_BACK_MS || distanceMs > MAX_GAP_MS;
}
