import type { AudioConfig, AudioFrame, VideoConfig, VideoFrame } from "../media";

/** Configs that the muxer accepts; nothing decodes the frames that go with them. */
export function videoConfig(width = 1280, height = 720): VideoConfig {
  const decoderConfig = Buffer.from([1, 0x64, 0, 0x1f, 0xff, 0xe1, 0, width & 0xff]);
  return { codec: "h264", codecString: "avc1.64001f", width, height, decoderConfig };
}

export function audioConfig(sampleRate = 48_000): AudioConfig {
  const decoderConfig = Buffer.from(sampleRate === 48_000 ? "1190" : "1210", "hex");
  return { codec: "aac", codecString: "mp4a.40.2", sampleRate, channels: 2, decoderConfig };
}

export interface SyntheticOptions {
  readonly fps: number;
  readonly seconds: number;
  /** Frames from one key frame to the next; 0: only the first is one. */
  readonly gop: number;
  /** Encoder's time of the first frame, in ms. */
  readonly fromMs?: number;
  /** Sample rate of AAC beside the video; none when absent. */
  readonly audioRate?: number;
  readonly compositionOffsetMs?: number;
}

export type SyntheticFrame =
  | { readonly kind: "video"; readonly atMs: number; readonly frame: VideoFrame }
  | { readonly kind: "audio"; readonly atMs: number; readonly frame: AudioFrame };

/** Frames in the order in which an encoder sends them, times rounded to ms as RTMP does. */
export function syntheticFrames(options: SyntheticOptions): SyntheticFrame[] {
  const { fps, seconds, gop, fromMs = 0, audioRate, compositionOffsetMs = 0 } = options;
  const frames: SyntheticFrame[] = [];
  for (let index = 0; index < Math.round(fps * seconds); index++) {
    const dtsMs = fromMs + Math.round((index * 1000) / fps);
    const isKeyFrame = index === 0 || (gop > 0 && index % gop === 0);
    const frame = {
      dtsMs,
      compositionOffsetMs,
      isKeyFrame,
      data: Buffer.alloc(isKeyFrame ? 400 : 100, index),
    };
    frames.push({ kind: "video", atMs: dtsMs, frame });
  }
  if (audioRate) frames.push(...syntheticAudio(seconds, audioRate, fromMs));
  return frames.sort((a, b) => a.atMs - b.atMs);
}

export function syntheticAudio(seconds: number, sampleRate = 48_000, fromMs = 0): SyntheticFrame[] {
  return Array.from({ length: Math.floor((seconds * sampleRate) / 1024) }, (_, index) => {
    const ptsMs = fromMs + Math.round((index * 1024_000) / sampleRate);
    return { kind: "audio", atMs: ptsMs, frame: { ptsMs, data: Buffer.alloc(20, index) } };
  });
}
