import type { PackagedPart, RunStart } from "../packaging/packager-output";
import type { SourceOutput } from "../streams/source-output";
import type { ShotQueue } from "./shot-queue";
import { type Shot, tileSize } from "./take-shot";

export interface PosterHooks {
  /** A picture was taken of what was sent at `wallMs`, in epoch ms. */
  taken(shot: Shot, wallMs: number): void;
  /** The stream is gone. */
  gone(): void;
}

const EVERY_MS = 10_000;
/** On a busy machine pictures come less often, but they come. */
const AT_LEAST_EVERY_MS = 60_000;
const AFTER_FAILURE_MS = 3_000;

/** Takes a picture of a live stream every ten seconds, of its newest key frame. */
export class PosterTaker implements SourceOutput {
  private run: RunStart | null = null;
  private takenAt: number | null = null;
  private notBefore = Number.NEGATIVE_INFINITY;
  private isTaking = false;
  private isGone = false;

  constructor(
    private readonly shots: ShotQueue,
    /** Epoch ms. */
    private readonly now: () => number,
    private readonly hooks: PosterHooks,
  ) {}

  startRun(run: RunStart): void {
    this.run = run;
  }

  addPart(part: PackagedPart): void {
    const video = this.run?.tracks.video;
    if (!this.run || !video || !part.isIndependent || !this.isDue()) return;
    this.isTaking = true;
    const media = [this.run.init, ...part.body];
    void this.shots.take({ media, tile: tileSize(video) }).then((shot) => this.done(shot, part.wallMs));
  }

  endSegment(): void {}
  clockJumped(): void {}
  apply(): void {}
  ended(): void {}

  dispose(): void {
    this.isGone = true;
    this.hooks.gone();
  }

  notices() {
    return [];
  }

  private isDue(): boolean {
    const now = this.now();
    if (this.isTaking || now < this.notBefore || !this.shots.canTake) return false;
    if (this.takenAt === null) return true;
    const sinceMs = now - this.takenAt;
    return sinceMs >= AT_LEAST_EVERY_MS || (sinceMs >= EVERY_MS && !this.shots.isBusy);
  }

  private done(shot: Shot | null, wallMs: number): void {
    this.isTaking = false;
    if (this.isGone) return;
    if (!shot) {
      this.notBefore = this.now() + AFTER_FAILURE_MS;
      return;
    }
    // A key frame every ten seconds must not make it every twenty.
    this.takenAt = wallMs - 500;
    this.hooks.taken(shot, wallMs);
  }
}
