import { fragment, type Sample, type VideoSample } from "./fragment";
import { initSegment, type Tracks } from "./init-segment";
import type { PackagerOutput } from "./packager-output";

/** What a run starts with. */
export interface RunOrigin {
  /** Where the run begins on the output's timeline, whole ms. */
  readonly startMs: number;
  /** Epoch ms at which its first frame arrived. */
  readonly wallMs: number;
  /** The tracks as known now; asked once, when the first part is complete. */
  tracks(): Tracks;
}

export interface FinishedPart {
  readonly startMs: number;
  readonly endMs: number;
  readonly video: readonly VideoSample[];
  readonly audio: readonly Sample[];
  readonly isIndependent: boolean;
  readonly isLikelyLast: boolean;
  readonly frameRate: number | null;
}

/** Writes a run's parts, with its init segment before the first, and ends its segments. */
export class PartWriter {
  private tracks: Tracks | null = null;
  private sequence = 1;
  private segmentStartMs: number;
  private hasParts = false;

  constructor(
    private readonly origin: RunOrigin,
    private readonly output: PackagerOutput,
  ) {
    this.segmentStartMs = origin.startMs;
  }

  /** Null before the first part. */
  get writtenTracks(): Tracks | null {
    return this.tracks;
  }

  /** How long the open segment would be if it ended at `atMs`. */
  segmentMs(atMs: number): number {
    return atMs - this.segmentStartMs;
  }

  write(part: FinishedPart): void {
    if (!this.tracks) {
      this.tracks = this.origin.tracks();
      this.output.startRun({ init: initSegment(this.tracks), tracks: this.tracks });
    }
    const audio = this.tracks.audio ? part.audio : [];
    this.hasParts = true;
    this.output.addPart({
      body: fragment({ sequence: this.sequence++, video: part.video, audio }),
      video: part.video,
      audio,
      startMs: part.startMs,
      durationMs: part.endMs - part.startMs,
      isIndependent: part.isIndependent,
      wallMs: Math.round(this.origin.wallMs + part.startMs - this.origin.startMs),
      isLikelyLast: part.isLikelyLast,
      frameRate: part.frameRate,
    });
  }

  endSegment(atMs: number): void {
    this.segmentStartMs = atMs;
    if (!this.hasParts) return;
    this.hasParts = false;
    this.output.endSegment();
  }
}
