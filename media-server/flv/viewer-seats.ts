/** How many standing connections there may be, of one address. */
export class ViewerSeats {
  private readonly taken = new Map<string, number>();

  constructor(private readonly maxPerAddress: number) {}

  /** Returns how to give the seat back, once; null when the address has no seat left. */
  take(address: string): (() => void) | null {
    const count = this.taken.get(address) ?? 0;
    if (count >= this.maxPerAddress) return null;
    this.taken.set(address, count + 1);
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      const left = (this.taken.get(address) ?? 1) - 1;
      if (left > 0) this.taken.set(address, left);
      else this.taken.delete(address);
    };
  }
}
