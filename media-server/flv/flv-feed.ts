import type { AudioConfig, AudioFrame, FrameTap, VideoConfig, VideoFrame } from "../media";
import { FlvMuxer } from "./flv-muxer";
import { type FlvOutlet, FlvViewer } from "./flv-viewer";
import type { GopLimits } from "./gop-cache";

/**
 * One stream as FLV for all its viewers. Takes the frames of one picture and one sound: AAC, or Opus for players that
 * know the enhanced header.
 */
export class FlvFeed implements FrameTap {
  private readonly muxer: FlvMuxer;
  private readonly viewers = new Set<FlvViewer>();
  private hasEnded = false;

  constructor(
    /** Monotonic, in ms. */
    private readonly now: () => number = () => performance.now(),
    limits?: GopLimits,
  ) {
    this.muxer = new FlvMuxer((chunk, resumeWith) => this.write(chunk, resumeWith), limits);
  }

  get viewerCount(): number {
    return this.viewers.size;
  }

  /**
   * Begins at once when there is a picture to begin with. Returns how the viewer leaves. The outlet is ended with the
   * stream, and when the stream's kinds of tags change: players can't go on then and ask again.
   */
  join(outlet: FlvOutlet, token: string | null): () => void {
    if (this.hasEnded) {
      outlet.end();
      return () => {};
    }
    const viewer = new FlvViewer(token, outlet);
    this.viewers.add(viewer);
    this.open(viewer);
    return () => void this.viewers.delete(viewer);
  }

  /** Ends everybody whose token isn't admitted any more. */
  recheck(admits: (token: string | null) => boolean): void {
    for (const viewer of this.viewers) if (!admits(viewer.token)) this.dismiss(viewer);
  }

  videoConfig(config: VideoConfig): void {
    this.muxer.videoConfig(config);
  }

  audioConfig(config: AudioConfig): void {
    this.muxer.audioConfig(config);
  }

  video(frame: VideoFrame): void {
    this.muxer.video(frame);
  }

  audio(frame: AudioFrame): void {
    this.muxer.audio(frame);
  }

  unsupported(kind: "video" | "audio"): void {
    this.muxer.unsupported(kind);
  }

  interrupted(): void {
    this.muxer.interrupted();
    for (const viewer of this.viewers) viewer.pause();
  }

  ended(): void {
    this.muxer.interrupted();
    this.hasEnded = true;
    for (const viewer of this.viewers) this.dismiss(viewer);
  }

  private write(chunk: Buffer, resumeWith: readonly Buffer[] | null): void {
    const nowMs = this.now();
    const { contents } = this.muxer;
    for (const viewer of this.viewers) {
      if (contents && viewer.isPromisedOtherThan(contents)) this.dismiss(viewer);
      else if (viewer.isWaiting) this.open(viewer);
      else viewer.take(chunk, resumeWith, nowMs);
    }
  }

  private open(viewer: FlvViewer): void {
    const { contents } = this.muxer;
    const opening = contents && this.muxer.opening();
    if (opening) viewer.start(contents, opening);
  }

  private dismiss(viewer: FlvViewer): void {
    this.viewers.delete(viewer);
    viewer.end();
  }
}
