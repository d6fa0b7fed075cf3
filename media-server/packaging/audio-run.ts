import type { AudioConfig, AudioFrame } from "../media";
import { AudioClock } from "./audio-clock";
import type { Sample } from "./fragment";
import type { PartTarget } from "./part-target";
import type { PartWriter } from "./part-writer";
import { AUDIO_SEGMENT_MS } from "./segment-limits";

/** Cuts a stream without usable video into parts by its audio. */
export class AudioRun {
  private readonly clock: AudioClock;
  private readonly baseMs: number;
  private lastMs: number;
  private samples: Sample[] = [];
  private partStartMs: number;

  constructor(
    first: AudioFrame,
    private readonly config: AudioConfig,
    private readonly startMs: number,
    private readonly target: PartTarget,
    private readonly writer: PartWriter,
  ) {
    this.baseMs = first.ptsMs;
    this.lastMs = first.ptsMs;
    this.partStartMs = startMs;
    this.clock = new AudioClock(config, startMs);
  }

  /** Encoder's time minus that of the last frame, in ms. */
  distanceTo(encoderMs: number): number {
    return encoderMs - this.lastMs;
  }

  pushAudio(frame: AudioFrame): void {
    this.lastMs = Math.max(this.lastMs, frame.ptsMs);
    const stamp = this.clock.stamp(this.startMs + frame.ptsMs - this.baseMs, frame.data);
    if (!stamp) return;
    this.samples.push({ ...stamp, compositionOffset: 0, isKeyFrame: true, data: frame.data });
    const endMs = ((stamp.decodeTime + stamp.duration) * 1000) / this.config.sampleRate;
    if (endMs + this.clock.frameMs - this.partStartMs > this.target.limitFor(this.clock.frameMs))
      this.closePart(endMs);
  }

  /** Writes what is left and ends the segment. Returns where the timeline goes on, whole ms. */
  finish(): number {
    const last = this.samples.at(-1);
    if (last) this.closePart(((last.decodeTime + last.duration) * 1000) / this.config.sampleRate);
    this.writer.endSegment(this.partStartMs);
    return Math.ceil(this.partStartMs);
  }

  private closePart(endMs: number): void {
    this.target.fix(this.clock.frameMs);
    const isLast = this.writer.segmentMs(endMs) >= AUDIO_SEGMENT_MS;
    this.writer.write({
      startMs: this.partStartMs,
      endMs,
      video: [],
      audio: this.samples,
      isIndependent: true,
      isLikelyLast: isLast,
      frameRate: null,
    });
    this.samples = [];
    this.partStartMs = endMs;
    if (isLast) this.writer.endSegment(endMs);
  }
}
