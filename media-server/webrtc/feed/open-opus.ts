import type { Log } from "../../log";
import { AudioTranscoder } from "../../transcode/audio-transcoder";
import type { Ffmpeg } from "../../transcode/find-ffmpeg";
import type { OpenOpus } from "./opus-source";

/** Opus by ffmpeg, for as long as somebody listens; null without one. */
export function openOpusWith(ffmpeg: Ffmpeg | null, log: Log): OpenOpus | null {
  if (!ffmpeg) return null;
  // Browsers are told 48 kHz in stereo, whatever comes: the config has nothing to add.
  return (frame) => new AudioTranscoder({ ffmpeg, to: "opus", log, config: () => undefined, frame });
}
