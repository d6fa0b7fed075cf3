import type { AudioConfig, AudioFrame, VideoFrame } from "../media";
import { AudioClock } from "./audio-clock";
import { type Sample, VIDEO_TIMESCALE, type VideoSample } from "./fragment";
import { FramePace } from "./frame-pace";
import type { PartTarget } from "./part-target";
import type { PartWriter } from "./part-writer";
import { MAX_SEGMENT_MS, MIN_SEGMENT_MS } from "./segment-limits";
import { silentFrame } from "./silent-frame";

const TICKS_PER_MS = VIDEO_TIMESCALE / 1000;
/** How far a part may be stretched or cut to hide the encoder's rounding of times. */
const ROUNDING_MS = 2;
/** Audio waiting for its video: about ten seconds. */
const MAX_WAITING_AUDIO = 500;
const SILENCE_AFTER_MS = 1_000;

interface OpenFrame {
  readonly startMs: number;
  readonly frame: VideoFrame;
}

/**
 * Cuts video frames into parts; audio goes along with the part whose time it belongs to, and nothing waits
 * for audio. Frames lie end to end on the output's timeline: a part that was closed ahead of its next frame decides where that starts.
 */
export class VideoRun {
  private readonly pace = new FramePace();
  private readonly baseDtsMs: number;
  private lastDtsMs: number;
  private frames: OpenFrame[] = [];
  private partStartMs: number;
  private lastKeyMs: number | null = null;
  private keyDistanceMs: number | null = null;
  private areKeysSteady = false;
  private startsAtKeyFrame = true;
  private isFillingSilence = false;
  private audioClock: AudioClock | null = null;
  private audio: { startMs: number; sample: Sample }[] = [];

  constructor(
    first: VideoFrame,
    private readonly startMs: number,
    private readonly target: PartTarget,
    private readonly writer: PartWriter,
  ) {
    this.baseDtsMs = first.dtsMs;
    this.lastDtsMs = first.dtsMs - 1;
    this.partStartMs = startMs;
  }

  /** Encoder's time minus that of the last video frame, in ms. */
  distanceTo(encoderMs: number): number {
    return encoderMs - this.lastDtsMs;
  }

  pushVideo(frame: VideoFrame): void {
    const dtsMs = Math.max(frame.dtsMs, this.lastDtsMs + 1);
    if (dtsMs > this.baseDtsMs) this.pace.push(dtsMs - this.lastDtsMs);
    this.lastDtsMs = dtsMs;
    const trueStartMs = this.startMs + dtsMs - this.baseDtsMs;
    const lastOpen = this.frames.at(-1);
    if (lastOpen) {
      const startMs = Math.max(trueStartMs, lastOpen.startMs + 1);
      const isFull = startMs + this.pace.expectedMs - this.partStartMs > this.limitMs + ROUNDING_MS;
      if (isFull || (frame.isKeyFrame && this.isSegmentDue(startMs))) this.closePart(startMs);
      else this.frames.push({ startMs, frame });
    }
    if (this.frames.length === 0) this.openPart(frame);
    if (frame.isKeyFrame) this.noteKeyFrame(trueStartMs);
    this.closeAhead(trueStartMs);
  }

  pushAudio(frame: AudioFrame, config: AudioConfig): void {
    if (!this.audioClock) {
      if (frame.ptsMs < this.baseDtsMs) return;
      this.audioClock = new AudioClock(config, this.startMs + frame.ptsMs - this.baseDtsMs);
    }
    this.isFillingSilence = false;
    this.queueAudio(this.audioClock, this.startMs + frame.ptsMs - this.baseDtsMs, frame.data);
  }

  /** Writes what is left and ends the segment. Returns where the timeline goes on, whole ms. */
  finish(): number {
    const last = this.frames.at(-1);
    if (last) this.closePart(last.startMs + Math.max(1, Math.round(this.pace.expectedMs)));
    this.writer.endSegment(this.partStartMs);
    return this.partStartMs;
  }

  private get limitMs(): number {
    return this.target.limitFor(this.pace.expectedMs);
  }

  private openPart(frame: VideoFrame): void {
    const isOverdue = this.writer.segmentMs(this.partStartMs) >= MAX_SEGMENT_MS;
    if (isOverdue || (frame.isKeyFrame && this.isSegmentDue(this.partStartMs))) {
      this.writer.endSegment(this.partStartMs);
      this.startsAtKeyFrame = frame.isKeyFrame;
    }
    this.frames.push({ startMs: this.partStartMs, frame });
  }

  /** A segment that began without a key frame gives way to the next one, however short it is. */
  private isSegmentDue(atMs: number): boolean {
    const segmentMs = this.writer.segmentMs(atMs);
    return segmentMs >= MIN_SEGMENT_MS || (segmentMs > 0 && !this.startsAtKeyFrame);
  }

  private noteKeyFrame(atMs: number): void {
    if (this.lastKeyMs !== null) {
      const distance = atMs - this.lastKeyMs;
      this.areKeysSteady =
        this.keyDistanceMs !== null && Math.abs(distance - this.keyDistanceMs) < this.pace.expectedMs;
      this.keyDistanceMs = distance;
    }
    this.lastKeyMs = atMs;
  }

  /** A full part goes out with its last frame, not with the first of the next: one frame less of delay. */
  private closeAhead(trueStartMs: number): void {
    if (!this.pace.isSteady) return;
    const expectedMs = this.pace.expectedMs;
    const endMs = Math.round(trueStartMs + expectedMs);
    if (endMs + expectedMs - this.partStartMs > this.limitMs + ROUNDING_MS) this.closePart(endMs);
  }

  private closePart(wishedEndMs: number): void {
    const first = this.frames[0];
    const last = this.frames.at(-1);
    if (!first || !last) return;
    const fullMs = this.partStartMs + this.limitMs;
    const isRounding = wishedEndMs > fullMs && wishedEndMs <= fullMs + ROUNDING_MS && fullMs > last.startMs;
    const endMs = isRounding ? fullMs : Math.max(wishedEndMs, last.startMs + 1);
    this.target.fix(this.pace.expectedMs);
    this.fillSilence(endMs);
    this.writer.write({
      startMs: this.partStartMs,
      endMs,
      video: this.samples(endMs),
      audio: this.takeAudio(endMs),
      isIndependent: first.frame.isKeyFrame,
      isLikelyLast: this.isLikelyLast(endMs),
      frameRate: this.pace.isSteady ? nominalRate(1000 / this.pace.expectedMs) : null,
    });
    this.frames = [];
    this.partStartMs = endMs;
  }

  private samples(endMs: number): VideoSample[] {
    return this.frames.map(({ startMs, frame }, index) => ({
      decodeTime: startMs * TICKS_PER_MS,
      duration: ((this.frames[index + 1]?.startMs ?? endMs) - startMs) * TICKS_PER_MS,
      compositionOffset: frame.compositionOffsetMs * TICKS_PER_MS,
      isKeyFrame: frame.isKeyFrame,
      data: frame.data,
      encoderPtsMs: frame.dtsMs + frame.compositionOffsetMs,
    }));
  }

  private queueAudio(clock: AudioClock, timeMs: number, data: Buffer): void {
    const startMs = clock.nextMs;
    const stamp = clock.stamp(timeMs, data);
    if (!stamp) return;
    this.audio.push({ startMs, sample: { ...stamp, compositionOffset: 0, isKeyFrame: true, data } });
    if (this.audio.length > MAX_WAITING_AUDIO) this.audio.shift();
  }

  /** Players stall where an announced track has nothing: sound that stays away is replaced by silence. */
  private fillSilence(endMs: number): void {
    const config = this.writer.writtenTracks?.audio;
    const silence = config ? silentFrame(config) : null;
    if (!config || !silence) return;
    const clock = this.audioClock ?? new AudioClock(config, this.startMs);
    if (!this.isFillingSilence && endMs - clock.nextMs < SILENCE_AFTER_MS) return;
    this.audioClock = clock;
    this.isFillingSilence = true;
    while (clock.nextMs < endMs) this.queueAudio(clock, clock.nextMs, silence);
  }

  private takeAudio(endMs: number): Sample[] {
    const later = this.audio.findIndex((waiting) => waiting.startMs >= endMs);
    return this.audio.splice(0, later === -1 ? this.audio.length : later).map((waiting) => waiting.sample);
  }

  private isLikelyLast(endMs: number): boolean {
    const segmentMs = this.writer.segmentMs(endMs);
    if (segmentMs >= MAX_SEGMENT_MS) return true;
    if (!this.areKeysSteady || this.lastKeyMs === null || this.keyDistanceMs === null) return false;
    const untilKeyMs = this.lastKeyMs + this.keyDistanceMs - endMs;
    return this.isSegmentDue(endMs) && Math.abs(untilKeyMs) < this.pace.expectedMs / 2;
  }
}

/** A measured rate next to a whole one is that one, rounded times being what they are. */
function nominalRate(measured: number): number {
  const whole = Math.round(measured);
  return Math.abs(measured - whole) < 0.15 ? whole : measured;
}
