import type { VideoFrame } from "../media";

/** More isn't kept for a transcoder that has to begin again. */
const MAX_BYTES = 16_000_000;

/** The source's frames that have not all come out of the transcoder yet, from a key frame on. */
export class RecentFrames {
  private kept: { frame: VideoFrame; serial: number }[] = [];
  private bytes = 0;

  add(frame: VideoFrame, serial: number): void {
    if (this.bytes > MAX_BYTES) this.clear();
    if (this.kept.length === 0 && !frame.isKeyFrame) return;
    this.kept.push({ frame, serial });
    this.bytes += frame.data.length;
  }

  /** Everything up to this frame is out: what lies before its group of pictures is needed no more. */
  settle(serial: number): void {
    const at = this.kept.findLastIndex((one) => one.frame.isKeyFrame && one.serial <= serial);
    for (const { frame } of this.kept.splice(0, Math.max(0, at))) this.bytes -= frame.data.length;
  }

  clear(): void {
    this.kept = [];
    this.bytes = 0;
  }

  /** Beginning with a key frame; empty when too much had to be kept. */
  take(): VideoFrame[] {
    const frames = this.kept.map(({ frame }) => frame);
    this.clear();
    return frames;
  }
}
