import type { VideoFrame } from "../media";

/** Distances between frames that tell the frame rate well enough. */
const NEEDED_DISTANCES = 7;
const MAX_BYTES = 8_000_000;

/** Keeps a publisher's first frames, from a key frame on, until their rate is known. */
export class FirstFrames {
  private frames: VideoFrame[] = [];
  private bytes = 0;

  /** The frames to begin with and how many come per second; null while that isn't known. */
  add(frame: VideoFrame): { frames: VideoFrame[]; framesPerSecond: number } | null {
    if (this.bytes > MAX_BYTES) this.reset();
    if (this.frames.length === 0 && !frame.isKeyFrame) return null;
    this.frames.push(frame);
    this.bytes += frame.data.length;
    const first = this.frames[0];
    const distances = this.frames.length - 1;
    if (!first || distances < NEEDED_DISTANCES) return null;
    const elapsedMs = frame.dtsMs - first.dtsMs;
    if (elapsedMs <= 0) {
      this.reset();
      return null;
    }
    const { frames } = this;
    this.reset();
    return { frames, framesPerSecond: (distances * 1000) / elapsedMs };
  }

  reset(): void {
    this.frames = [];
    this.bytes = 0;
  }
}
