import type { AudioConfig } from "../media";

/** AAC-LC access units (ISO 14496-3 §4.4.2.1) whose spectrum is empty, by number of channels. */
const SILENCE: Readonly<Record<number, Buffer>> = {
  1: Buffer.from("00c800802380", "hex"),
  2: Buffer.from("210049900219002380", "hex"),
};

/** 20 ms of Opus, fullband, in stereo, whose one byte of sound is none (as encoders write digital silence). */
const OPUS_SILENCE = Buffer.from("fcfffe", "hex");

/** One frame of silence; null for configurations that we have none for. */
export function silentFrame({ codec, codecString, channels }: AudioConfig): Buffer | null {
  if (codec === "opus") return OPUS_SILENCE;
  return codecString === "mp4a.40.2" ? (SILENCE[channels] ?? null) : null;
}
