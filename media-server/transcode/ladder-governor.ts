export interface LadderSample {
  /** Monotonic. */
  readonly nowMs: number;
  /** How far the slowest rendition is behind the source. */
  readonly lagMs: number;
  /** The source's frames are being left out, because too many wait. */
  readonly isDropping: boolean;
  readonly runningRungs: number;
  readonly wantedRungs: number;
  /** Cores that nobody uses at this moment; null when unknown. */
  readonly idleCores: number | null;
  /** What the next rung would take. */
  readonly nextRungCores: number;
}

/** Past this the renditions' viewers see the picture stand still. */
const MAX_LAG_MS = 1_000;
/** A hiccup is no reason. */
const OVERLOADED_FOR_MS = 2_500;
const CALM_LAG_MS = 300;
const FIRST_CALM_MS = 30_000;
const LONGEST_CALM_MS = 600_000;
/** What must be idle for the next rung, as a multiple of what it takes. */
const IDLE_MARGIN = 1.3;

/** Decides when the machine can't keep up, and when it can again. Each failed return makes the next one wait longer. Pure. */
export class LadderGovernor {
  private overloadedSinceMs: number | null = null;
  private calmSinceMs: number | null = null;
  private calmNeededMs = FIRST_CALM_MS;
  private restoredAtMs = Number.NEGATIVE_INFINITY;

  decide(sample: LadderSample): "shed" | "restore" | null {
    const { nowMs, lagMs, isDropping, runningRungs, wantedRungs } = sample;
    const isOverloaded = runningRungs > 0 && (isDropping || lagMs > MAX_LAG_MS);
    this.overloadedSinceMs = isOverloaded ? (this.overloadedSinceMs ?? nowMs) : null;
    if (this.overloadedSinceMs !== null && nowMs - this.overloadedSinceMs >= OVERLOADED_FOR_MS) {
      return this.shed(nowMs);
    }
    const isCalm = !isOverloaded && lagMs <= CALM_LAG_MS && hasRoom(sample);
    if (runningRungs >= wantedRungs || !isCalm) this.calmSinceMs = null;
    else this.calmSinceMs ??= nowMs;
    if (this.calmSinceMs === null || nowMs - this.calmSinceMs < this.calmNeededMs) return null;
    this.calmSinceMs = null;
    this.restoredAtMs = nowMs;
    return "restore";
  }

  private shed(nowMs: number): "shed" {
    const isRelapse = nowMs - this.restoredAtMs < 2 * this.calmNeededMs;
    this.calmNeededMs = isRelapse ? Math.min(LONGEST_CALM_MS, this.calmNeededMs * 2) : FIRST_CALM_MS;
    this.overloadedSinceMs = null;
    this.calmSinceMs = null;
    return "shed";
  }
}

function hasRoom({ idleCores, nextRungCores }: LadderSample): boolean {
  return idleCores === null || idleCores >= nextRungCores * IDLE_MARGIN;
}
