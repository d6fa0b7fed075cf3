const KEPT = 12;

/** Bits per second of media, by the pieces that came last. */
export class RateMeter {
  private readonly pieces: { readonly bytes: number; readonly sec: number }[] = [];

  add(bytes: number, sec: number): void {
    this.pieces.push({ bytes, sec });
    if (this.pieces.length > KEPT) this.pieces.shift();
  }

  get bitsPerSecond(): number | null {
    const bytes = this.pieces.reduce((sum, piece) => sum + piece.bytes, 0);
    const sec = this.pieces.reduce((sum, piece) => sum + piece.sec, 0);
    return sec > 0 ? (bytes * 8) / sec : null;
  }
}
