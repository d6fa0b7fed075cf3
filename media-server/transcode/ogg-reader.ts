export interface OggPacket {
  readonly data: Buffer;
  /** The page's granule position: for Opus the end of its last packet, in samples at 48 kHz (RFC 7845 §4). */
  readonly granule: number;
}

const PAGE_HEAD_BYTES = 27;
const NO_GRANULE = 0xffff_ffff_ffff_ffffn;

/** Takes packets out of an Ogg byte stream (RFC 3533 §6) with one logical stream. Checksums are not looked at. Never throws. */
export class OggReader {
  private bytes: Buffer = Buffer.alloc(0);
  /** Pieces of a packet that goes on in the next lacing value or page. */
  private pieces: Buffer[] = [];

  constructor(private readonly take: (packet: OggPacket) => void) {}

  push(chunk: Buffer): void {
    this.bytes = this.bytes.length === 0 ? chunk : Buffer.concat([this.bytes, chunk]);
    while (this.page()) {}
  }

  private page(): boolean {
    const { bytes } = this;
    if (bytes.length < PAGE_HEAD_BYTES) return false;
    const lacing = bytes.subarray(PAGE_HEAD_BYTES, PAGE_HEAD_BYTES + bytes.readUInt8(26));
    const bodyAt = PAGE_HEAD_BYTES + bytes.readUInt8(26);
    const end = lacing.reduce((sum, length) => sum + length, bodyAt);
    if (bytes.length < end) return false;
    const granule = bytes.readBigUInt64LE(6);
    let at = bodyAt;
    for (const length of lacing) {
      this.pieces.push(bytes.subarray(at, at + length));
      at += length;
      // 255 means that the packet goes on.
      if (length === 255) continue;
      const data = Buffer.concat(this.pieces);
      this.pieces = [];
      this.take({ data, granule: granule === NO_GRANULE ? 0 : Number(granule) });
    }
    this.bytes = bytes.subarray(end);
    return true;
  }
}
