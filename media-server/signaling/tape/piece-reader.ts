/** What a browser's recorder writes: an init segment, then fragments. */
export type TapeItem =
  | { readonly kind: "init"; readonly moov: Buffer }
  /** `moof` whole with its head, as offsets count from there; `data` is the content of its `mdat`. */
  | { readonly kind: "fragment"; readonly moof: Buffer; readonly data: Buffer };

/** Some seconds of a very good picture. */
const MAX_BOX_BYTES = 24e6;
/** What describes them is small. */
const MAX_INDEX_BYTES = 256 * 1024;
const INDEX = new Set(["moov", "moof"]);
/** A piece of usual size holds a handful. */
const MAX_BOXES_PER_PIECE = 64;
const HEAD_BYTES = 8;
const PASSED_OVER = new Set(["ftyp", "styp", "sidx", "free", "skip", "mfra", "uuid"]);

/** Puts a fragmented MP4 (ISO 14496-12 §8.8) together from pieces that were cut anywhere. */
export class PieceReader {
  private readonly chunks: Buffer[] = [];
  private held = 0;
  private moof: Buffer | null = null;

  /** Null: this is something else. Nothing may be pushed after that. */
  push(piece: Buffer): TapeItem[] | null {
    this.chunks.push(piece);
    this.held += piece.length;
    const items: TapeItem[] = [];
    for (let boxes = 0; boxes <= MAX_BOXES_PER_PIECE; boxes += 1) {
      const box = this.nextBox();
      if (box === "junk") return null;
      if (box === null) return items;
      const item = this.toItem(box.type, box.bytes);
      if (item === "junk") return null;
      if (item) items.push(item);
    }
    return null;
  }

  private nextBox(): { readonly type: string; readonly bytes: Buffer } | "junk" | null {
    if (this.held < HEAD_BYTES) return null;
    const head = this.joined();
    const size = head.readUInt32BE(0);
    const type = head.toString("latin1", 4, 8);
    if (size < HEAD_BYTES || size > (INDEX.has(type) ? MAX_INDEX_BYTES : MAX_BOX_BYTES)) return "junk";
    if (this.held < size) return null;
    this.chunks[0] = head.subarray(size);
    this.held -= size;
    return { type, bytes: head.subarray(0, size) };
  }

  /** Joined only when a whole box may be there: pieces are much smaller than fragments. */
  private joined(): Buffer {
    const [first] = this.chunks;
    if (first && this.chunks.length === 1) return first;
    const size = first && first.length >= HEAD_BYTES ? first.readUInt32BE(0) : 0;
    if (first && first.length >= HEAD_BYTES && this.held < size) return first;
    const joined = Buffer.concat(this.chunks);
    this.chunks.length = 0;
    this.chunks.push(joined);
    return joined;
  }

  private toItem(type: string, bytes: Buffer): TapeItem | "junk" | null {
    if (PASSED_OVER.has(type)) return null;
    if (type === "moov") return { kind: "init", moov: bytes.subarray(HEAD_BYTES) };
    if (type === "moof") {
      this.moof = bytes;
      return null;
    }
    const { moof } = this;
    this.moof = null;
    return type === "mdat" && moof ? { kind: "fragment", moof, data: bytes.subarray(HEAD_BYTES) } : "junk";
  }
}
