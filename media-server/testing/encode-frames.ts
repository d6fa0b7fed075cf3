import { execFileSync } from "node:child_process";
import { parseAudioSpecificConfig } from "../ingest/codecs/aac";
import { parseAvcConfig } from "../ingest/codecs/avc";
import { parseFlvAudio } from "../ingest/codecs/flv-audio";
import { parseFlvVideo } from "../ingest/codecs/flv-video";
import type { AudioConfig, VideoConfig } from "../media";
import { FlvReader } from "../transcode/flv-reader";
import type { SyntheticFrame } from "./synthetic-media";

export interface EncodedMedia {
  readonly videos: readonly VideoConfig[];
  readonly audios: readonly AudioConfig[];
  /** In the order in which an encoder sends them. */
  readonly frames: readonly SyntheticFrame[];
}

/** Real media, as fast as this machine makes it. `settings` as for `runEncoder`; `fromMs` is where the encoder's clock begins. */
export function encodeFrames(settings: readonly string[], seconds: number, fromMs = 0): EncodedMedia {
  const words = ["-v", "error", ...settings, "-t", String(seconds), "-f", "flv", "-"];
  const videos: VideoConfig[] = [];
  const audios: AudioConfig[] = [];
  const frames: SyntheticFrame[] = [];
  const reader = new FlvReader(({ kind, timestampMs, body }) => {
    const atMs = fromMs + timestampMs;
    if (kind === "video") {
      const tag = parseFlvVideo(body);
      if (tag.kind === "config") videos.push(parseAvcConfig(tag.record));
      if (tag.kind !== "frame") return;
      const { isKeyFrame, compositionOffsetMs, data } = tag;
      frames.push({ kind: "video", atMs, frame: { dtsMs: atMs, isKeyFrame, compositionOffsetMs, data } });
    } else if (kind === "audio") {
      const tag = parseFlvAudio(body);
      if (tag.kind === "frame") frames.push({ kind: "audio", atMs, frame: { ptsMs: atMs, data: tag.data } });
      const parsed = tag.kind === "config" ? parseAudioSpecificConfig(tag.record) : null;
      if (parsed && "config" in parsed) audios.push(parsed.config);
    }
  });
  reader.push(execFileSync("ffmpeg", words, { maxBuffer: 1e9 }));
  return { videos, audios, frames };
}
