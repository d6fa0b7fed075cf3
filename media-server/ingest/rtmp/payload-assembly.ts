/** First allocation for a message; what is announced beyond that is allocated as it comes. */
const FIRST_BYTES = 4096;

/** One message's payload while its chunks come in. Capacity doubles up to the announced length: linear work, bounded waste. */
export class PayloadAssembly {
  readonly #announced: number;
  #buffer: Buffer;
  #filled = 0;

  constructor(announcedBytes: number) {
    this.#announced = announcedBytes;
    this.#buffer = Buffer.alloc(0);
  }

  get missing(): number {
    return this.#announced - this.#filled;
  }

  /** Bytes allocated. */
  get capacity(): number {
    return this.#buffer.length;
  }

  /** Returns by how many bytes the allocation grew. Never give more than `missing`. */
  append(bytes: Buffer): number {
    const before = this.#buffer.length;
    const needed = this.#filled + bytes.length;
    if (needed > before) {
      const capacity = Math.min(this.#announced, Math.max(FIRST_BYTES, needed, before * 2));
      const larger = Buffer.allocUnsafeSlow(capacity);
      this.#buffer.copy(larger, 0, 0, this.#filled);
      this.#buffer = larger;
    }
    bytes.copy(this.#buffer, this.#filled);
    this.#filled = needed;
    return this.#buffer.length - before;
  }

  /** The bytes that came; the caller owns them. */
  payload(): Buffer {
    return this.#buffer.subarray(0, this.#filled);
  }
}
