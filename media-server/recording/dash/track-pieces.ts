import { splitHead, type TrackKind } from "../../packaging/split-tracks";
import type { ByteRange } from "../byte-range";
import { readMoof, wholeBoxes } from "../read-fragments";
import { mediaBytes } from "./replay-periods";

/** Made anew, or to be taken from a segment's file: from a byte to before another. */
export type Piece = { readonly made: Buffer } | { readonly from: number; readonly to: number };

const BOX_HEAD = 8;

/** One track of a segment as a segment of its own, told from the `moof` boxes of its file alone. Empty without the track. */
export function trackPieces(heads: Buffer, kind: TrackKind): Piece[] {
  const pieces: Piece[] = [];
  let fileAt = 0;
  for (const { at, size, body } of wholeBoxes(heads)) {
    const media = readMoof(body).reduce((sum, run) => sum + mediaBytes(run), 0);
    const bytes = size + BOX_HEAD + media;
    const split = splitHead(heads.subarray(at, at + size), kind, bytes);
    if (split) pieces.push({ made: split.head }, { from: fileAt + split.from, to: fileAt + split.to });
    fileAt += bytes;
  }
  return pieces;
}

export function pieceBytes(piece: Piece): number {
  return "made" in piece ? piece.made.length : piece.to - piece.from;
}

/** What of the pieces, one after the other, lies within a range of bytes. */
export function cutPieces(pieces: readonly Piece[], { start, end }: ByteRange): Piece[] {
  const cut: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const from = Math.max(start - at, 0);
    const to = Math.min(end + 1 - at, pieceBytes(piece));
    at += pieceBytes(piece);
    if (from >= to) continue;
    if ("made" in piece) cut.push({ made: piece.made.subarray(from, to) });
    else cut.push({ from: piece.from + from, to: piece.from + to });
  }
  return cut;
}

/** All of the file that the pieces take from, in one go; null when they take nothing. */
export function spanOf(pieces: readonly Piece[]): ByteRange | null {
  const taken = pieces.filter((piece) => "from" in piece);
  const [first, last] = [taken[0], taken.at(-1)];
  return first && last ? { start: first.from, end: last.to - 1 } : null;
}

/** The pieces' bytes; `file` begins where their span does. Throws when it ends too soon. */
export async function* joinPieces(
  pieces: readonly Piece[],
  file: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const chunks = file[Symbol.asyncIterator]();
  let chunk: Buffer = Buffer.alloc(0);
  let at = spanOf(pieces)?.start ?? 0;
  for (const piece of pieces) {
    if ("made" in piece) {
      yield piece.made;
      continue;
    }
    while (at < piece.to) {
      if (chunk.length === 0) {
        const next = await chunks.next();
        if (next.done) throw new Error("A segment is too short.");
        chunk = next.value;
      }
      const skipped = Math.min(Math.max(0, piece.from - at), chunk.length);
      const wanted = chunk.subarray(skipped, piece.to - at);
      at += skipped + wanted.length;
      chunk = chunk.subarray(skipped + wanted.length);
      if (wanted.length > 0) yield wanted;
    }
  }
}
