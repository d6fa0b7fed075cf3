/**
 * Lets callers go on one by one, each in a turn of the event loop of its own: a peer takes about a millisecond to make,
 * and a hundred newcomers at once would keep everybody else's requests waiting for all of them.
 */
export class OnePerTurn {
  private readonly waiting: (() => void)[] = [];

  /** False when `most` wait already. */
  enter(most: number): Promise<boolean> {
    if (this.waiting.length >= most) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.waiting.push(() => resolve(true));
      if (this.waiting.length === 1) setImmediate(() => this.next());
    });
  }

  private next(): void {
    this.waiting.shift()?.();
    if (this.waiting.length > 0) setImmediate(() => this.next());
  }
}
