import type { Sample, VideoSample } from "./fragment";
import type { Tracks } from "./init-segment";

/** A stretch of fragments with one init segment and one unbroken timeline. */
export interface RunStart {
  readonly init: Buffer;
  readonly tracks: Tracks;
}

export interface PackagedPart {
  /** `moof` and `mdat`, in order. */
  readonly body: readonly Buffer[];
  /** What is in it, in decoding order. */
  readonly video: readonly VideoSample[];
  readonly audio: readonly Sample[];
  /** Decoding time of its first frame on the run's own timeline, as written in it. */
  readonly startMs: number;
  readonly durationMs: number;
  /** Decodable without anything before it. */
  readonly isIndependent: boolean;
  /** Epoch ms of its first frame. */
  readonly wallMs: number;
  /** The next part is expected to open a segment. A guess, for the preload hint. */
  readonly isLikelyLast: boolean;
  /** Frames per second of the video; null when unknown or audio only. */
  readonly frameRate: number | null;
}

/** What a packager tells whoever publishes its fragments. */
export interface PackagerOutput {
  /** Before the first part of a run; every run after the first is a discontinuity. */
  startRun(run: RunStart): void;
  addPart(part: PackagedPart): void;
  /** The parts since the last call are a whole segment. Never called for none. */
  endSegment(): void;
  /** The encoder's clock jumped: the run is over, the next one waits for a key frame. */
  clockJumped(): void;
}
