import type { AudioConfig, AudioFrame } from "../media";
import { AudioClock } from "../packaging/audio-clock";
import { fragment, type Sample, VIDEO_TIMESCALE } from "../packaging/fragment";
import { initSegment, type Tracks } from "../packaging/init-segment";
import type { PackagedPart } from "../packaging/packager-output";
import type { Rendition } from "../packaging/rendition";
import { silentFrame } from "../packaging/silent-frame";
import type { PartPlace } from "./rendition-mirror";

interface WaitingPart {
  readonly part: PackagedPart;
  readonly place: PartPlace;
  /** Where it ends on the output's timeline, in ms. */
  readonly endMs: number;
  /** Output's timeline minus the encoder's clock, in ms. */
  readonly offsetMs: number;
  readonly arrivedAtMs: number;
}

type Step = { readonly run: Tracks } | { readonly waiting: WaitingPart } | "end";

/** A part whose sound stays away for so long goes out with silence. */
const GIVES_UP_AFTER_MS = 600;
/** About ten seconds of AAC. */
const MAX_FRAMES = 500;
/** Frames further than this from the part that they should be in belong to another publisher. */
const MAX_APART_MS = 5_000;

/**
 * The source once more with other sound: the same pictures, parts, segments and times, AAC in place of Opus. A part waits
 * for its sound, some 50 ms; the source goes its own way meanwhile.
 */
export class AacMirror {
  private steps: Step[] = [];
  private frames: AudioFrame[] = [];
  private tracks: Tracks | null = null;
  private isRunDue = false;
  private hasBegun = false;
  private audio: AudioConfig | null = null;
  private clock: AudioClock | null = null;
  private sequence = 1;

  constructor(
    private readonly rendition: Rendition,
    /** On the encoder's clock, of an Opus frame of the source; undefined for what it never sent. */
    private readonly ptsOf: (data: Buffer) => number | undefined,
    /** Epoch ms. */
    private readonly now: () => number,
  ) {}

  audioConfig(config: AudioConfig): void {
    this.audio = config;
    this.isRunDue = true;
  }

  startRun(tracks: Tracks): void {
    this.steps.push({ run: tracks });
    this.advance();
  }

  addPart(part: PackagedPart, place: PartPlace): void {
    const [first] = part.audio;
    const ptsMs = first && this.ptsOf(first.data);
    const offsetMs = first && ptsMs !== undefined ? first.decodeTime / 48 - ptsMs : this.offsetByVideo(part);
    this.steps.push({ waiting: { part, place, endMs: endOf(part), offsetMs, arrivedAtMs: this.now() } });
    this.advance();
  }

  endSegment(): void {
    this.steps.push("end");
    this.advance();
  }

  addFrame(frame: AudioFrame): void {
    this.frames.push(frame);
    if (this.frames.length > MAX_FRAMES) this.frames.shift();
    this.advance();
  }

  /** Looks after parts that wait too long; to be called now and then. */
  tick(): void {
    this.advance();
  }

  /** Nothing more will come: what waits goes out as it is. */
  end(): void {
    this.advance(true);
  }

  private offsetByVideo({ video }: PackagedPart): number {
    const [first] = video;
    if (!first) return Number.NaN;
    return ((first.decodeTime + first.compositionOffset) * 1000) / VIDEO_TIMESCALE - first.encoderPtsMs;
  }

  private advance(isLast = false): void {
    for (let step = this.steps[0]; step; step = this.steps[0]) {
      if (typeof step === "object" && "waiting" in step && !isLast && !this.isReady(step.waiting)) return;
      this.steps.shift();
      if (step === "end") {
        if (this.hasBegun) this.rendition.endSegment(this.now());
      } else if ("run" in step) this.startTracks(step.run);
      else this.take(step.waiting);
    }
  }

  private isReady({ endMs, offsetMs, arrivedAtMs }: WaitingPart): boolean {
    if (this.now() - arrivedAtMs >= GIVES_UP_AFTER_MS || Number.isNaN(offsetMs)) return true;
    const newest = this.frames.at(-1);
    return newest !== undefined && newest.ptsMs + offsetMs >= endMs;
  }

  private startTracks(tracks: Tracks): void {
    this.tracks = tracks;
    this.clock = null;
    this.isRunDue = true;
  }

  private take(waiting: WaitingPart): void {
    const { part, place } = waiting;
    const { audio, tracks } = this;
    if (!audio || !tracks) return;
    if (!this.hasBegun) {
      if (!part.isIndependent || !place.opensSegment) return;
      this.hasBegun = true;
      this.rendition.window.beginAt(place.msn, place.discontinuity);
    }
    if (this.isRunDue) {
      const own = { ...tracks, audio };
      this.rendition.startRun({ init: initSegment(own), tracks: own });
      this.isRunDue = false;
    }
    const sound = this.soundOf(waiting, audio);
    const body = fragment({ sequence: this.sequence++, video: part.video, audio: sound });
    this.rendition.addPart({ ...part, body, audio: sound }, this.now());
  }

  private soundOf({ part, endMs, offsetMs, arrivedAtMs }: WaitingPart, audio: AudioConfig): Sample[] {
    const clock = this.clock ?? new AudioClock(audio, startOf(part, endMs));
    this.clock = clock;
    const samples: Sample[] = [];
    const put = (timeMs: number, data: Buffer) => {
      const stamp = clock.stamp(timeMs, data);
      if (stamp) samples.push({ ...stamp, compositionOffset: 0, isKeyFrame: true, data });
    };
    for (let frame = this.frames[0]; frame; frame = this.frames[0]) {
      const timeMs = frame.ptsMs + offsetMs;
      if (timeMs >= endMs && timeMs < endMs + MAX_APART_MS) break;
      this.frames.shift();
      if (timeMs < endMs && timeMs > endMs - MAX_APART_MS) put(timeMs, frame.data);
    }
    const silence = silentFrame(audio);
    const isOverdue = this.now() - arrivedAtMs >= GIVES_UP_AFTER_MS;
    while (silence && isOverdue && clock.nextMs < endMs) put(clock.nextMs, silence);
    return samples;
  }
}

function startOf({ durationMs }: PackagedPart, endMs: number): number {
  return endMs - durationMs;
}

function endOf({ video, audio }: PackagedPart): number {
  const picture = video.at(-1);
  if (picture) return ((picture.decodeTime + picture.duration) * 1000) / VIDEO_TIMESCALE;
  const sound = audio.at(-1);
  return sound ? (sound.decodeTime + sound.duration) / 48 : 0;
}
