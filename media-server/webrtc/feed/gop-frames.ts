import type { VideoFrame } from "../../media";

/** Beyond that a newcomer waits for the next key frame. */
const MAX_BYTES = 8_000_000;
const MAX_FRAMES = 900;

/** The frames since the last key frame, uncopied, for viewers who come between two of them. */
export class GopFrames {
  private held: VideoFrame[] = [];
  private bytes = 0;
  private isWhole = false;

  add(frame: VideoFrame): void {
    if (frame.isKeyFrame) {
      this.held = [];
      this.bytes = 0;
      this.isWhole = true;
    }
    if (!this.isWhole) return;
    this.held.push(frame);
    this.bytes += frame.data.length;
    if (this.bytes > MAX_BYTES || this.held.length > MAX_FRAMES) this.clear();
  }

  /** Begins with a key frame; empty when there is none, or too much since. */
  get frames(): readonly VideoFrame[] {
    return this.held;
  }

  clear(): void {
    this.held = [];
    this.bytes = 0;
    this.isWhole = false;
  }
}
