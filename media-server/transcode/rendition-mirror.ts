import type { AudioConfig } from "../media";
import { fragment, VIDEO_TIMESCALE, type VideoSample } from "../packaging/fragment";
import { initSegment } from "../packaging/init-segment";
import type { PackagedPart } from "../packaging/packager-output";
import type { Rendition } from "../packaging/rendition";
import type { TranscodedFrame } from "./ladder-child";

/** Where a part of the source stands. */
export interface PartPlace {
  readonly msn: number;
  /** Discontinuity sequence number of its segment. */
  readonly discontinuity: number;
  readonly opensSegment: boolean;
}

/** The place of one source frame, to be taken by a picture of the rendition. */
interface Slot {
  readonly serial: number;
  readonly sample: VideoSample;
  frame: TranscodedFrame | null;
  /** In units of the video's timescale. */
  compositionOffset: number;
  /** Nothing will come for it any more, or something has. */
  isSettled: boolean;
}

interface WaitingPart {
  readonly kind: "part";
  readonly part: PackagedPart;
  readonly place: PartPlace;
  readonly slots: readonly Slot[];
  readonly arrivedAtMs: number;
}

type Step =
  | WaitingPart
  | { readonly kind: "end" }
  | { readonly kind: "run"; readonly audio: AudioConfig | null };

const TICKS_PER_MS = VIDEO_TIMESCALE / 1000;
/** A part for which nothing has come in so long becomes a gap. */
const GIVES_UP_AFTER_MS = 3_000;
const MAX_WAITING_FRAMES = 600;

/**
 * Makes a rendition the image of the source: the same segments, parts, times and sound, with its own pictures. Players
 * switch between the two as if they were one. Pictures come in presentation order and take the source frames' places in
 * decoding order, counted anew from each key frame; parts for which there are none become gaps.
 */
export class RenditionMirror {
  private steps: Step[] = [];
  /** Of the waiting parts, unsettled, in decoding order. */
  private slots: Slot[] = [];
  private frames: TranscodedFrame[] = [];
  private waitsForKeyFrame = true;
  private lastKey: { serial: number; timelineTicks: number; ptsMs: number } | null = null;
  /** Places settled since the last key frame, with its own. */
  private sinceKey = 0;
  /** Pictures that come once more, because a new transcoder began with the same key frame. */
  private repeats = 0;
  /** Such pictures come from an even earlier key frame on. */
  private isRepeatingEarlier = false;
  private audio: AudioConfig | null = null;
  private hasBegun = false;
  /** The run's init segment is due with the next part. */
  private isRunDue = false;
  private isDiscontinuityDue = false;
  /** Decoders have everything that the next part builds upon. */
  private isUnbroken = false;
  private config: TranscodedFrame["config"] | null = null;
  private sequence = 1;

  constructor(
    private readonly rendition: Rendition,
    private readonly serialOf: (data: Buffer) => number,
    /** Epoch ms. */
    private readonly now: () => number,
  ) {}

  startRun(audio: AudioConfig | null): void {
    this.steps.push({ kind: "run", audio });
    this.advance();
  }

  addPart(part: PackagedPart, place: PartPlace): void {
    const slots = part.video.map((sample) => ({
      serial: this.serialOf(sample.data),
      sample,
      frame: null,
      compositionOffset: sample.compositionOffset,
      isSettled: false,
    }));
    this.slots.push(...slots);
    this.steps.push({ kind: "part", part, place, slots, arrivedAtMs: this.now() });
    this.advance();
  }

  endSegment(): void {
    this.steps.push({ kind: "end" });
    this.advance();
  }

  addFrame(frame: TranscodedFrame): void {
    this.frames.push(frame);
    if (this.frames.length > MAX_WAITING_FRAMES) this.abandon();
    this.advance();
  }

  /** Looks after parts that wait too long; to be called now and then. */
  tick(): void {
    const head = this.steps.find((step): step is WaitingPart => step.kind === "part");
    if (!head || this.now() - head.arrivedAtMs < GIVES_UP_AFTER_MS) return;
    this.settle(this.slots.filter((slot) => head.slots.includes(slot)).length);
    this.waitsForKeyFrame = true;
    this.advance();
  }

  /** Nothing more will come for what waits now: it becomes gaps. */
  abandon(): void {
    this.frames = [];
    this.settle(this.slots.length);
    this.waitsForKeyFrame = true;
    this.advance();
  }

  private advance(): void {
    this.placeFrames();
    for (let step = this.steps[0]; step; step = this.steps[0]) {
      if (step.kind === "part" && !step.slots.every((slot) => slot.isSettled)) return;
      this.steps.shift();
      this.take(step);
    }
  }

  private placeFrames(): void {
    for (let frame = this.frames[0]; frame && this.slots.length > 0; frame = this.frames[0]) {
      if (frame.isKeyFrame && frame.serial !== null) {
        if (frame.serial > (this.slots.at(-1)?.serial ?? 0)) return;
        this.frames.shift();
        this.placeKeyFrame(frame, frame.serial);
        continue;
      }
      this.frames.shift();
      if (this.isRepeat()) continue;
      const [slot] = this.slots;
      // More pictures than places up to the next key frame: leading pictures of an open group.
      if (!slot || this.waitsForKeyFrame || slot.sample.isKeyFrame) continue;
      this.fill(slot, frame);
    }
  }

  /** Key frames are where the source's are; whatever has no picture up to there gets none. */
  private placeKeyFrame(frame: TranscodedFrame, serial: number): void {
    const index = this.slots.findIndex((slot) => slot.serial === serial);
    const isLastKey = serial === this.lastKey?.serial;
    this.repeats = index === -1 && isLastKey ? this.sinceKey - 1 : 0;
    this.isRepeatingEarlier = index === -1 && !isLastKey;
    if (index === -1) return;
    this.settle(index);
    this.sinceKey = 0;
    const [slot] = this.slots;
    if (!slot) return;
    const { decodeTime, compositionOffset } = slot.sample;
    this.lastKey = { serial, timelineTicks: decodeTime + compositionOffset, ptsMs: frame.ptsMs };
    this.waitsForKeyFrame = false;
    this.fill(slot, frame);
  }

  private isRepeat(): boolean {
    if (this.isRepeatingEarlier) return true;
    if (this.repeats === 0) return false;
    this.repeats -= 1;
    return true;
  }

  private fill(slot: Slot, frame: TranscodedFrame): void {
    slot.frame = frame;
    slot.compositionOffset = this.compositionOffset(slot, frame);
    this.settle(1);
  }

  private settle(count: number): void {
    this.sinceKey += count;
    for (const slot of this.slots.splice(0, count)) slot.isSettled = true;
  }

  private take(step: Step): void {
    if (step.kind === "end") {
      if (this.hasBegun) this.rendition.endSegment(this.now());
    } else if (step.kind === "run") {
      this.audio = step.audio;
      this.isRunDue = true;
      this.isDiscontinuityDue = this.hasBegun;
    } else this.takePart(step);
  }

  private takePart({ part, place, slots }: WaitingPart): void {
    const first = slots[0]?.frame;
    if (first?.isKeyFrame) this.isUnbroken = true;
    else if (!first) this.isUnbroken = false;
    if (!this.hasBegun) {
      if (!first?.isKeyFrame || !place.opensSegment) return;
      this.hasBegun = true;
      this.rendition.window.beginAt(place.msn, place.discontinuity);
    }
    if (first && this.isUnbroken) return this.writePart(part, slots, first);
    if (this.isDiscontinuityDue) this.rendition.window.noteDiscontinuity();
    this.isDiscontinuityDue = false;
    this.rendition.addGap(part, this.now());
  }

  private writePart(part: PackagedPart, slots: readonly Slot[], first: TranscodedFrame): void {
    const isNewConfig = !this.config?.decoderConfig.equals(first.config.decoderConfig);
    if (this.isRunDue || isNewConfig) {
      const tracks = { video: first.config, audio: this.audio };
      this.rendition.startRun({ init: initSegment(tracks), tracks }, this.isDiscontinuityDue);
      this.config = first.config;
      this.isRunDue = false;
      this.isDiscontinuityDue = false;
    }
    const video = this.samples(slots);
    const { audio, isLikelyLast, startMs, durationMs, wallMs, frameRate } = part;
    const body = fragment({ sequence: this.sequence++, video, audio });
    const isIndependent = first.isKeyFrame;
    this.rendition.addPart(
      { body, video, audio, startMs, durationMs, wallMs, isIndependent, isLikelyLast, frameRate },
      this.now(),
    );
  }

  /** A place that stayed empty lengthens the picture before it. */
  private samples(slots: readonly Slot[]): VideoSample[] {
    const taken = slots.flatMap((slot) => (slot.frame ? [{ slot, frame: slot.frame }] : []));
    const last = slots.at(-1)?.sample;
    const end = last ? last.decodeTime + last.duration : 0;
    return taken.map(({ slot, frame }, index) => ({
      decodeTime: slot.sample.decodeTime,
      duration: (taken[index + 1]?.slot.sample.decodeTime ?? end) - slot.sample.decodeTime,
      compositionOffset: slot.compositionOffset,
      isKeyFrame: frame.isKeyFrame,
      data: frame.data,
      encoderPtsMs: frame.ptsMs,
    }));
  }

  /** Without B-frames the picture is its slot's own; else its time counts from the last key frame. */
  private compositionOffset(slot: Slot, frame: TranscodedFrame): number {
    if (slot.serial === frame.serial || !this.lastKey) return slot.sample.compositionOffset;
    const { timelineTicks, ptsMs } = this.lastKey;
    return Math.round(timelineTicks + (frame.ptsMs - ptsMs) * TICKS_PER_MS - slot.sample.decodeTime);
  }
}
