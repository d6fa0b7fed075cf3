/**
 * Time written into the picture: a row of black and white squares at the top of each frame holds the epoch time
 * of its making and a checksum, so that whoever sees the frame knows how old it is, whatever the path between.
 */
export const FRAME_WIDTH = 1280;
export const FRAME_HEIGHT = 720;
export const SQUARE = 20;

/** Epoch ms modulo 2^40, then 8 bits of checksum: 48 squares of 20 px fit into 1280 px with room at the end. */
const TIME_BITS = 40;
const CHECK_BITS = 8;
export const SQUARES = TIME_BITS + CHECK_BITS;

/** The bits of a moment, most significant first. */
export function encodeMoment(epochMs: number): boolean[] {
  const time = BigInt(epochMs) & ((1n << BigInt(TIME_BITS)) - 1n);
  const word = (time << BigInt(CHECK_BITS)) | checksum(time);
  return Array.from({ length: SQUARES }, (_, index) => ((word >> BigInt(SQUARES - 1 - index)) & 1n) === 1n);
}

/** The moment behind the bits, in epoch ms near `nowMs`; null when the checksum says that the picture was not readable. */
export function decodeMoment(bits: readonly boolean[], nowMs: number): number | null {
  if (bits.length !== SQUARES) return null;
  const word = bits.reduce((value, bit) => (value << 1n) | (bit ? 1n : 0n), 0n);
  const time = word >> BigInt(CHECK_BITS);
  if (checksum(time) !== (word & 0xffn)) return null;
  const span = 2 ** TIME_BITS;
  return Math.floor(nowMs / span) * span + Number(time);
}

function checksum(time: bigint): bigint {
  let sum = 0x5an;
  for (let rest = time; rest > 0n; rest >>= 8n) sum = (sum * 31n + (rest & 0xffn)) & 0xffn;
  return sum;
}
