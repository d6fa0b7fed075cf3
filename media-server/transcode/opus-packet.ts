/** Samples per second that Opus times count in, whatever was encoded (RFC 6716 §2). */
export const OPUS_RATE = 48_000;

/** By the configuration number of the first byte (RFC 6716 §3.1), in samples. */
const FRAME_SAMPLES = [480, 960, 1920, 2880, 480, 960, 1920, 2880, 480, 960, 1920, 2880].concat(
  [480, 960, 480, 960],
  [120, 240, 480, 960, 120, 240, 480, 960, 120, 240, 480, 960, 120, 240, 480, 960],
);

/** How long a packet plays, in samples at 48 kHz; 0 for an empty one. */
export function opusSamples(packet: Buffer): number {
  const first = packet[0];
  if (first === undefined) return 0;
  const frames = [1, 2, 2, (packet[1] ?? 0) & 0x3f][first & 3] ?? 0;
  return (FRAME_SAMPLES[first >> 3] ?? 0) * frames;
}

/** The content of a `dOps` box (Opus in ISOBMFF §4.3.2) from an identification header (RFC 7845 §5.1); null when it is none. */
export function opusHeadToBox(head: Buffer): Buffer | null {
  if (head.length < 19 || head.toString("latin1", 0, 8) !== "OpusHead") return null;
  const box = Buffer.from(head.subarray(8));
  box.writeUInt8(0, 0);
  // The same fields, but big-endian here.
  box.writeUInt16BE(head.readUInt16LE(10), 2);
  box.writeUInt32BE(head.readUInt32LE(12), 4);
  box.writeInt16BE(head.readInt16LE(16), 8);
  return box;
}

/** The other way round. */
export function boxToOpusHead(box: Buffer): Buffer {
  const head = Buffer.concat([Buffer.from("OpusHead"), box]);
  head.writeUInt8(1, 8);
  head.writeUInt16LE(box.readUInt16BE(2), 10);
  head.writeUInt32LE(box.readUInt32BE(4), 12);
  head.writeInt16LE(box.readInt16BE(8), 16);
  return head;
}
