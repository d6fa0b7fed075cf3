import type { StreamSettings } from "../../lib/wire/stream-settings";
import type { PackagedPart, RunStart } from "../packaging/packager-output";
import type { SourceOutput } from "../streams/source-output";
import type { ShotQueue } from "./shot-queue";
import { type Shot, tileSize } from "./take-shot";

export interface PosterHooks {
  /** A picture was taken of what was sent at `wallMs`, in epoch ms. */
  taken(shot: Shot, wallMs: number): void;
  /** Nothing that was taken so far may be shown any longer: the stream is gone, or what it was until now was private. */
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
  /** Grows when the past is forgotten: what is being taken then belongs to it. */
  private era = 0;

  constructor(
    private readonly shots: Pick<ShotQueue, "take" | "canTake" | "isBusy">,
    /** Epoch ms. */
    private readonly now: () => number,
    private readonly hooks: PosterHooks,
    private isPreview = false,
  ) {}

  startRun(run: RunStart): void {
    this.run = run;
  }

  addPart(part: PackagedPart): void {
    const video = this.run?.tracks.video;
    if (!this.run || !video || !part.isIndependent || !this.isDue()) return;
    this.isTaking = true;
    const media = [this.run.init, ...part.body];
    const { era } = this;
    void this.shots.take({ media, tile: tileSize(video) }).then((shot) => {
      if (era === this.era) this.done(shot, part.wallMs);
      else this.isTaking = false;
    });
  }

  endSegment(): void {}
  clockJumped(): void {}
  ended(): void {}

  apply({ isPreview }: Pick<StreamSettings, "isPreview">): void {
    const isPublished = this.isPreview && !isPreview;
    this.isPreview = isPreview;
    if (!isPublished) return;
    this.era += 1;
    this.takenAt = null;
    this.hooks.gone();
  }

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
