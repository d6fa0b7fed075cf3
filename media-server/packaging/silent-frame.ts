import type { AudioConfig } from "../media";

/** AAC-LC access units (ISO 14496-3 §4.4.2.1) whose spectrum is empty, by number of channels. */
const SILENCE: Readonly<Record<number, Buffer>> = {
  1: Buffer.from("00c800802380", "hex"),
  2: Buffer.from("210049900219002380", "hex"),
};

/** One frame of silence; null for configurations that we have none for. */
export function silentFrame({ codecString, channels }: AudioConfig): Buffer | null {
  return codecString === "mp4a.40.2" ? (SILENCE[channels] ?? null) : null;
}
