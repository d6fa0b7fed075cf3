/** How many bytes all streams together may keep for viewers. */
export class ByteBudget {
  private used = 0;

  constructor(private readonly limit: number) {}

  get isExceeded(): boolean {
    return this.used > this.limit;
  }

  take(bytes: number): void {
    this.used += bytes;
  }

  giveBack(bytes: number): void {
    this.used -= bytes;
  }
}
