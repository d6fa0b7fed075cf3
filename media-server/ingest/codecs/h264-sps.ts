import { BitReader } from "./bit-reader";
import { MediaFormatError } from "./media-format-error";

export interface SequenceParameters {
  /** After cropping, in pixels of the luma plane. */
  readonly width: number;
  readonly height: number;
  /** 1 is 4:2:0, the only one every browser decodes. */
  readonly chromaFormat: number;
  readonly bitDepth: number;
}

/** Profiles whose SPS carries chroma format and scaling matrices (ITU-T H.264 §7.3.2.1.1). */
const HIGH_PROFILES: ReadonlySet<number> = new Set([
  100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135,
]);
const LARGEST_SIDE = 16_384;

/** Parses an SPS NAL unit with its header byte (ITU-T H.264 §7.3.2.1). Throws `MediaFormatError`. */
export function parseSps(nal: Uint8Array): SequenceParameters {
  if ((nal[0] ?? 0x80) >> 7 || ((nal[0] ?? 0) & 0x1f) !== 7) throw new MediaFormatError("not an SPS");
  const bits = new BitReader(withoutEmulationPrevention(nal.subarray(1)));
  const profile = bits.bits(8);
  bits.bits(16);
  bits.unsignedGolomb();
  const format = HIGH_PROFILES.has(profile)
    ? readHighProfile(bits)
    : { chroma: 1, arrayType: 1, bitDepth: 8 };
  skipOrderCount(bits);
  bits.unsignedGolomb();
  bits.bit();
  const { width, height } = readSize(bits, format.arrayType);
  if (width < 1 || height < 1 || width > LARGEST_SIDE || height > LARGEST_SIDE) {
    throw new MediaFormatError(`picture of ${width}×${height}`);
  }
  return { width, height, chromaFormat: format.chroma, bitDepth: format.bitDepth };
}

function readHighProfile(bits: BitReader): { chroma: number; arrayType: number; bitDepth: number } {
  const chroma = bits.unsignedGolomb();
  if (chroma > 3) throw new MediaFormatError(`chroma format ${chroma}`);
  const separatePlanes = chroma === 3 && bits.bit() === 1;
  const bitDepth = 8 + Math.max(bits.unsignedGolomb(), bits.unsignedGolomb());
  bits.bit();
  if (bits.bit() === 1) {
    for (let i = 0; i < (chroma === 3 ? 12 : 8); i++) {
      if (bits.bit() === 1) skipScalingList(bits, i < 6 ? 16 : 64);
    }
  }
  return { chroma, arrayType: separatePlanes ? 0 : chroma, bitDepth };
}

/** ITU-T H.264 §7.3.2.1.1.1. */
function skipScalingList(bits: BitReader, size: number): void {
  let last = 8;
  let next = 8;
  for (let i = 0; i < size; i++) {
    if (next !== 0) next = (last + bits.signedGolomb() + 256) % 256;
    if (next !== 0) last = next;
  }
}

function skipOrderCount(bits: BitReader): void {
  bits.unsignedGolomb();
  const type = bits.unsignedGolomb();
  if (type === 0) bits.unsignedGolomb();
  if (type !== 1) return;
  bits.bit();
  bits.signedGolomb();
  bits.signedGolomb();
  const cycle = bits.unsignedGolomb();
  if (cycle > 255) throw new MediaFormatError("picture order count cycle too long");
  for (let i = 0; i < cycle; i++) bits.signedGolomb();
}

function readSize(bits: BitReader, chromaArrayType: number): { width: number; height: number } {
  const widthInMacroblocks = bits.unsignedGolomb() + 1;
  const heightInMapUnits = bits.unsignedGolomb() + 1;
  const fieldFactor = bits.bit() === 1 ? 1 : 2;
  if (fieldFactor === 2) bits.bit();
  bits.bit();
  let width = widthInMacroblocks * 16;
  let height = heightInMapUnits * 16 * fieldFactor;
  if (bits.bit() === 1) {
    const unitX = chromaArrayType === 1 || chromaArrayType === 2 ? 2 : 1;
    const unitY = (chromaArrayType === 1 ? 2 : 1) * fieldFactor;
    width -= unitX * (bits.unsignedGolomb() + bits.unsignedGolomb());
    height -= unitY * (bits.unsignedGolomb() + bits.unsignedGolomb());
  }
  return { width, height };
}

/** Takes the 3 out of each 0 0 3 (ITU-T H.264 §7.4.1). */
function withoutEmulationPrevention(bytes: Uint8Array): Uint8Array {
  const plain = new Uint8Array(bytes.length);
  let length = 0;
  let zeros = 0;
  for (const byte of bytes) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    plain[length++] = byte;
  }
  return plain.subarray(0, length);
}
