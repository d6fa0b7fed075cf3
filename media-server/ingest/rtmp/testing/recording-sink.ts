import type { AudioConfig, AudioFrame, MediaSink, VideoConfig, VideoFrame } from "../../../media";

/** A sink that remembers everything it was given, in order. */
export class RecordingSink implements MediaSink {
  readonly calls: string[] = [];
  readonly videoConfigs: VideoConfig[] = [];
  readonly audioConfigs: AudioConfig[] = [];
  readonly videoFrames: VideoFrame[] = [];
  readonly audioFrames: AudioFrame[] = [];
  readonly unsupportedCodecs: string[] = [];
  readonly closeCauses: string[] = [];

  videoConfig(config: VideoConfig): void {
    this.calls.push("videoConfig");
    this.videoConfigs.push(config);
  }

  audioConfig(config: AudioConfig): void {
    this.calls.push("audioConfig");
    this.audioConfigs.push(config);
  }

  video(frame: VideoFrame): void {
    this.calls.push("video");
    this.videoFrames.push(frame);
  }

  audio(frame: AudioFrame): void {
    this.calls.push("audio");
    this.audioFrames.push(frame);
  }

  unsupported(kind: "video" | "audio", codecName: string): void {
    this.calls.push("unsupported");
    this.unsupportedCodecs.push(`${kind} ${codecName}`);
  }

  close(cause: string): void {
    this.calls.push("close");
    this.closeCauses.push(cause);
  }
}
