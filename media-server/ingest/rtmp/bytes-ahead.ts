/** What holding one more buffer costs beyond its bytes. */
const BUFFER_OVERHEAD = 256;

/** Bytes that came while the key was being checked, in order. */
export class BytesAhead {
  #buffers: Buffer[] = [];
  #cost = 0;

  /** Returns what is held by now, in bytes and with what their buffers cost. */
  hold(bytes: Buffer): number {
    this.#buffers.push(bytes);
    this.#cost += bytes.length + BUFFER_OVERHEAD;
    return this.#cost;
  }

  /** Gives all of it away. */
  release(): Buffer[] {
    const buffers = this.#buffers;
    this.#buffers = [];
    this.#cost = 0;
    return buffers;
  }
}
