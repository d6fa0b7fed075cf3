import type { AudioConfig, AudioFrame } from "../media";
import { silentFrame } from "../packaging/silent-frame";

const SILENCE_AFTER_MS = 1_000;
const SAMPLES_PER_FRAME = 1_024;
/** So much is filled at once at most: what is missing beyond that is a hole. */
const MAX_FRAMES = 500;

/** Gives sound that was announced and stays away; players stop the picture where sound is missing. Times in ms. */
export class SilenceFiller {
  private lastMs: number | null = null;
  private isFilling = false;

  /** False: silence was given for this time already. */
  admits(atMs: number): boolean {
    if (this.lastMs !== null && atMs < this.lastMs) return false;
    this.lastMs = atMs;
    this.isFilling = false;
    return true;
  }

  /** The frames that are missing before a picture. */
  before(pictureMs: number, config: AudioConfig): AudioFrame[] {
    this.lastMs ??= pictureMs;
    if (!this.isFilling && pictureMs - this.lastMs < SILENCE_AFTER_MS) return [];
    this.isFilling = true;
    const data = silentFrame(config);
    const frameMs = (SAMPLES_PER_FRAME * 1_000) / config.sampleRate;
    const frames: AudioFrame[] = [];
    for (let atMs = this.lastMs + frameMs; atMs <= pictureMs && frames.length < MAX_FRAMES; atMs += frameMs) {
      if (data) frames.push({ ptsMs: atMs, data });
      this.lastMs = atMs;
    }
    return frames;
  }

  reset(): void {
    this.lastMs = null;
    this.isFilling = false;
  }
}
