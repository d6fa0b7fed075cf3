import type { AudioConfig } from "../../media";
import { BitReader } from "./bit-reader";
import { MediaFormatError } from "./media-format-error";

const SAMPLE_RATES = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
] as const;
/** A few bytes in practice, a few hundred with a program config element. */
const LONGEST_CONFIG_BYTES = 1_024;
const EXPLICIT_RATE = 15;
const ESCAPE_TYPE = 31;
/** Channels by channelConfiguration (ISO 14496-3 table 1.19); 0 would be described inside the stream. */
const CHANNELS = [0, 1, 2, 3, 4, 5, 6, 8] as const;
/** AAC-LC, and HE-AAC v1 and v2 on top of it. */
const PLAYABLE_TYPES: ReadonlySet<number> = new Set([2, 5, 29]);

export type AacConfig = { config: AudioConfig } | { unsupported: string };

/**
 * Parses an AudioSpecificConfig (ISO 14496-3 §1.6.2.1). `sampleRate` is the core's: a frame is 1024 samples of it,
 * also for HE-AAC. Throws `MediaFormatError`.
 */
export function parseAudioSpecificConfig(bytes: Buffer): AacConfig {
  if (bytes.length > LONGEST_CONFIG_BYTES) {
    throw new MediaFormatError(`AudioSpecificConfig of ${bytes.length} bytes`);
  }
  const bits = new BitReader(bytes);
  const objectType = readObjectType(bits);
  const sampleRate = readSampleRate(bits);
  const channelConfig = bits.bits(4);
  if (!PLAYABLE_TYPES.has(objectType)) return { unsupported: `AAC object type ${objectType}` };
  const channels = CHANNELS[channelConfig] ?? 0;
  if (channels === 0) return { unsupported: `AAC channel layout ${channelConfig}` };
  const codecString = `mp4a.40.${objectType}`;
  return { config: { codec: "aac", codecString, sampleRate, channels, decoderConfig: bytes } };
}

function readObjectType(bits: BitReader): number {
  const type = bits.bits(5);
  return type === ESCAPE_TYPE ? 32 + bits.bits(6) : type;
}

function readSampleRate(bits: BitReader): number {
  const index = bits.bits(4);
  const rate = index === EXPLICIT_RATE ? bits.bits(24) : SAMPLE_RATES[index];
  if (!rate || rate > 192_000) throw new MediaFormatError(`sampling frequency index ${index}`);
  return rate;
}
