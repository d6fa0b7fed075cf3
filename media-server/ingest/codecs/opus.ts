import type { AudioConfig } from "../../media";

/** Opus always decodes at this rate (RFC 6716 §2). */
export const OPUS_SAMPLE_RATE = 48_000;

/** Samples of one frame at 48 kHz by the configuration number of the first byte (RFC 6716 §3.1). */
const FRAME_SAMPLES = [
  480, 960, 1920, 2880, 480, 960, 1920, 2880, 480, 960, 1920, 2880, 480, 960, 480, 960, 120, 240, 480, 960,
  120, 240, 480, 960, 120, 240, 480, 960, 120, 240, 480, 960,
] as const;
/** RFC 6716 §3.4: a packet is never longer than 120 ms. */
const MAX_SAMPLES = 5_760;

/** What a player must know of Opus sound: the content of a `dOps` box (Opus in ISOBMFF §4.3.2). */
export function opusConfig(channels: 1 | 2): AudioConfig {
  const dOps = Buffer.alloc(11);
  dOps.writeUInt8(channels, 1);
  dOps.writeUInt32BE(OPUS_SAMPLE_RATE, 4);
  return { codec: "opus", codecString: "opus", sampleRate: OPUS_SAMPLE_RATE, channels, decoderConfig: dOps };
}

/** How many samples at 48 kHz a packet decodes to (RFC 6716 §3); 0 for what isn't one. */
export function opusSamples(packet: Buffer): number {
  const head = packet[0];
  if (head === undefined) return 0;
  const frame = FRAME_SAMPLES[head >> 3] ?? 0;
  const code = head & 3;
  const frames = code === 0 ? 1 : code === 3 ? (packet[1] ?? 0) & 0x3f : 2;
  const samples = frame * frames;
  return samples > MAX_SAMPLES ? 0 : samples;
}

/** A packet that stands for a lost one like `model`: its frames are empty, so the decoder conceals (RFC 6716 §4.4). */
export function lostOpusPacket(model: Buffer): Buffer {
  const head = model[0] ?? 0;
  const code = head & 3;
  // Code 1 is two frames of the same length, here 0; of code 2 and 3 only the number of frames is kept.
  if (code === 0) return Buffer.from([head]);
  if (code === 3) return Buffer.from([head, (model[1] ?? 1) & 0x3f]);
  return Buffer.from([(head & 0xfc) | 1]);
}
