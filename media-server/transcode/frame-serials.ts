/** Numbers the source's frames in the order in which anybody first asks, which is their decoding order. */
export class FrameSerials {
  private readonly known = new WeakMap<Buffer, number>();
  private next = 1;

  /** By the frame's data, the one thing that packaging and transcoding see of the same frame. */
  of(data: Buffer): number {
    const known = this.known.get(data);
    if (known !== undefined) return known;
    this.known.set(data, this.next);
    return this.next++;
  }
}
