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
