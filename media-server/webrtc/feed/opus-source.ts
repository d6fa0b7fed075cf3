import type { AudioConfig, AudioFrame } from "../../media";

/** Makes Opus of other sound, on the clock of what it is given. */
export interface OpusSource {
  audioConfig(config: AudioConfig): void;
  audio(frame: AudioFrame): void;
  close(): void;
}

export type OpenOpus = (frame: (frame: AudioFrame) => void) => OpusSource;
