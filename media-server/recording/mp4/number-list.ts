/** Numbers that grow in number, 8 bytes each: a long recording has half a million samples. */
export class NumberList {
  private items = new Float64Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.items.length) {
      const larger = new Float64Array(this.items.length * 2);
      larger.set(this.items);
      this.items = larger;
    }
    this.items[this.length++] = value;
  }

  at(index: number): number {
    return this.items[index] ?? 0;
  }

  /** As 32-bit numbers, one after the other. */
  toU32(): Buffer {
    const bytes = Buffer.allocUnsafe(this.length * 4);
    for (let index = 0; index < this.length; index++) bytes.writeUInt32BE(this.at(index), index * 4);
    return bytes;
  }

  /** As 64-bit numbers; `plus` is added to each. */
  toU64(plus: number): Buffer {
    const bytes = Buffer.allocUnsafe(this.length * 8);
    for (let index = 0; index < this.length; index++) {
      const value = this.at(index) + plus;
      bytes.writeUInt32BE(Math.floor(value / 2 ** 32), index * 8);
      bytes.writeUInt32BE(value % 2 ** 32, index * 8 + 4);
    }
    return bytes;
  }
}

/** Equal values in a row, counted. */
export class RunLengths {
  readonly counts = new NumberList();
  readonly values = new NumberList();
  private last = Number.NaN;
  private count = 0;

  push(value: number): void {
    if (value !== this.last) this.flush();
    this.last = value;
    this.count += 1;
  }

  /** How many runs there are, and `count, value` of each as 32-bit numbers; values may be negative. */
  toTable(): { count: number; bytes: Buffer } {
    this.flush();
    const bytes = Buffer.allocUnsafe(this.counts.length * 8);
    for (let index = 0; index < this.counts.length; index++) {
      bytes.writeUInt32BE(this.counts.at(index), index * 8);
      bytes.writeUInt32BE(this.values.at(index) >>> 0, index * 8 + 4);
    }
    return { count: this.counts.length, bytes };
  }

  private flush(): void {
    if (this.count > 0) {
      this.counts.push(this.count);
      this.values.push(this.last);
    }
    this.count = 0;
  }
}
