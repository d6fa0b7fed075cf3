export interface FlvTag {
  readonly kind: "audio" | "video" | "other";
  /** Decoding time in ms, unsigned 32 bits. */
  readonly timestampMs: number;
  readonly body: Buffer;
}

const FILE_HEAD_BYTES = 9;
const TAG_HEAD_BYTES = 11;
const SIZE_BYTES = 4;

/** Takes an FLV byte stream (FLV specification E.2 to E.4) apart, however it is cut into chunks. Never throws. */
export class FlvReader {
  private pending: Buffer[] = [];
  private pendingBytes = 0;
  private neededBytes = FILE_HEAD_BYTES + SIZE_BYTES;
  private hasHead = false;

  constructor(private readonly take: (tag: FlvTag) => void) {}

  push(chunk: Buffer): void {
    this.pending.push(chunk);
    this.pendingBytes += chunk.length;
    if (this.pendingBytes < this.neededBytes) return;
    let bytes = this.pending.length === 1 ? chunk : Buffer.concat(this.pending, this.pendingBytes);
    while (bytes.length >= this.neededBytes) bytes = this.step(bytes);
    this.pending = bytes.length > 0 ? [bytes] : [];
    this.pendingBytes = bytes.length;
  }

  /** Takes one piece off the front and sets how many bytes the next one needs. */
  private step(bytes: Buffer): Buffer {
    if (!this.hasHead) {
      this.hasHead = true;
      this.neededBytes = TAG_HEAD_BYTES;
      return bytes.subarray(FILE_HEAD_BYTES + SIZE_BYTES);
    }
    const end = TAG_HEAD_BYTES + bytes.readUIntBE(1, 3);
    this.neededBytes = end + SIZE_BYTES;
    if (bytes.length < this.neededBytes) return bytes;
    this.neededBytes = TAG_HEAD_BYTES;
    this.take({
      kind: kindOf(bytes.readUInt8(0) & 0x1f),
      timestampMs: bytes.readUIntBE(4, 3) + bytes.readUInt8(7) * 2 ** 24,
      // A copy: tags live longer than the chunk that they came in, which would be held as a whole.
      body: Buffer.from(bytes.subarray(TAG_HEAD_BYTES, end)),
    });
    return bytes.subarray(end + SIZE_BYTES);
  }
}

function kindOf(type: number): FlvTag["kind"] {
  if (type === 8) return "audio";
  return type === 9 ? "video" : "other";
}
