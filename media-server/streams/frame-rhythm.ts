/** Steady distances between frames are remembered over about a second. */
const TYPICAL_WEIGHT = 1 / 30;
/** Longer pauses are interruptions, not lost frames. */
const LONGEST_GAP_MS = 2_000;
const RECENT_MS = 10_000;
const DROPS_KEPT = 100;
/** About ten seconds. */
const STEADINESS_WEIGHT = 1 / 300;
const KEY_FRAMES_KEPT = 6;

/** The distances between frames and between key frames, on the encoder's own clock. Keeps no frames. */
export class FrameRhythm {
  /** Frames that the encoder announced by its clock but that never arrived. */
  dropped = 0;
  private lastDtsMs: number | null = null;
  private typicalMs: number | null = null;
  private drops: { at: number; count: number }[] = [];
  private unsteady = 0;
  private frames = 0;
  private lastKeyDtsMs: number | null = null;
  private keyIntervals: number[] = [];

  /** The encoder's clock starts anew. */
  reset(): void {
    this.lastDtsMs = null;
    this.lastKeyDtsMs = null;
  }

  note(dtsMs: number, isKeyFrame: boolean, now: number): void {
    const distance = this.lastDtsMs === null ? 0 : dtsMs - this.lastDtsMs;
    this.lastDtsMs = dtsMs;
    if (distance > 0) this.notePace(distance, now);
    if (isKeyFrame) this.noteKeyFrame(dtsMs);
  }

  recentlyDropped(now: number): number {
    return this.drops.reduce((sum, drop) => sum + (now - drop.at < RECENT_MS ? drop.count : 0), 0);
  }

  /** Null until some seconds of frames have come. */
  unsteadyShare(): number | null {
    return this.frames < 150 ? null : this.unsteady;
  }

  lastKeyIntervalMs(): number | null {
    return this.keyIntervals.at(-1) ?? null;
  }

  /** Over the last key frames; null before the third. */
  keyIntervalRange(): { readonly leastMs: number; readonly mostMs: number } | null {
    if (this.keyIntervals.length < 2) return null;
    return { leastMs: Math.min(...this.keyIntervals), mostMs: Math.max(...this.keyIntervals) };
  }

  private noteKeyFrame(dtsMs: number): void {
    if (this.lastKeyDtsMs !== null) this.keyIntervals.push(Math.max(0, dtsMs - this.lastKeyDtsMs));
    if (this.keyIntervals.length > KEY_FRAMES_KEPT) this.keyIntervals.shift();
    this.lastKeyDtsMs = dtsMs;
  }

  /** A distance of two or more typical ones means frames that the encoder left out. */
  private notePace(distance: number, now: number): void {
    this.frames += 1;
    this.typicalMs ??= distance;
    const missing = Math.round(distance / this.typicalMs) - 1;
    this.noteSteadiness(distance, this.typicalMs, missing);
    if (missing <= 0) this.typicalMs += (distance - this.typicalMs) * TYPICAL_WEIGHT;
    if (missing <= 0 || distance > LONGEST_GAP_MS) return;
    // An encoder with a changing frame rate isn't dropping: its "typical" moves towards what it does.
    this.typicalMs += (distance - this.typicalMs) * TYPICAL_WEIGHT;
    this.dropped += missing;
    this.drops.push({ at: now, count: missing });
    if (this.drops.length > DROPS_KEPT) this.drops.shift();
  }

  /** Neither the typical distance nor a multiple of it; timestamps are whole ms, so a little is rounding. */
  private noteSteadiness(distance: number, typicalMs: number, missing: number): void {
    const expected = typicalMs * Math.max(1, missing + 1);
    const isUnsteady = Math.abs(distance - expected) > Math.max(3, typicalMs * 0.15);
    this.unsteady += ((isUnsteady ? 1 : 0) - this.unsteady) * STEADINESS_WEIGHT;
  }
}
