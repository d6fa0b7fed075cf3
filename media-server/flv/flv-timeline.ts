/** Smaller steps back are clamped; larger ones, or gaps past `MAX_GAP_MS`, are the encoder's clock being set anew. */
const MAX_STEP_BACK_MS = 500;
const MAX_GAP_MS = 2_000;
/** Audio further than this from the video belongs to another clock. */
const MAX_AUDIO_APART_MS = 5_000;
/** Above 0, so that what is put before the first frame still has a time. */
const FIRST_MS = 1_000;
/** What a new clock's first frame keeps from the last one of the old. */
const SEAM_MS = 33;

/**
 * Puts one publisher's clock after another's on one that begins near 0 and never runs backwards: a player keeps its place
 * over reconnects and jumps. In whole ms.
 */
export class FlvTimeline {
  /** To be added to the encoder's time; null until a first frame tells. */
  private offsetMs: number | null = null;
  private startMs = FIRST_MS;
  private newestMs = FIRST_MS;
  private lastVideoMs: number | null = null;
  private lastAudioMs: number | null = null;

  video(dtsMs: number): number {
    if (this.lastVideoMs !== null && isJump(this.place(dtsMs) - this.lastVideoMs)) this.restart();
    this.lastVideoMs = Math.max(this.place(dtsMs), (this.lastVideoMs ?? this.startMs - 1) + 1);
    return this.note(this.lastVideoMs);
  }

  /** Null: the frame belongs nowhere. */
  audio(ptsMs: number): number | null {
    if (this.lastVideoMs !== null) {
      if (Math.abs(this.place(ptsMs) - this.lastVideoMs) > MAX_AUDIO_APART_MS) return null;
    } else if (this.lastAudioMs !== null && isJump(this.place(ptsMs) - this.lastAudioMs)) this.restart();
    const atMs = this.place(ptsMs);
    // Sound that belongs before a run's first picture must not reach back behind the run before.
    if (atMs < this.startMs) return null;
    this.lastAudioMs = Math.max(atMs, this.lastAudioMs ?? atMs);
    return this.note(this.lastAudioMs);
  }

  /** The next frame, whatever its time, follows the newest one. */
  restart(): void {
    this.offsetMs = null;
    this.startMs = this.newestMs + SEAM_MS;
    this.lastVideoMs = null;
    this.lastAudioMs = null;
  }

  private place(encoderMs: number): number {
    this.offsetMs ??= this.startMs - Math.round(encoderMs);
    return Math.round(encoderMs) + this.offsetMs;
  }

  private note(atMs: number): number {
    this.newestMs = Math.max(this.newestMs, atMs);
    return atMs;
  }
}

function isJump(distanceMs: number): boolean {
  return distanceMs < -MAX_STEP_BACK_MS || distanceMs > MAX_GAP_MS;
}
