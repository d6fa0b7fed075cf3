/** Distinct viewers of one topic; of one address only so many count. */
export class ViewerCount {
  /** Viewer id → address and open sockets. The first address a viewer came from keeps counting. */
  private readonly viewers = new Map<string, { address: string; sockets: number }>();

  join(viewer: string, address: string): void {
    const known = this.viewers.get(viewer);
    if (known) known.sockets += 1;
    else this.viewers.set(viewer, { address, sockets: 1 });
  }

  leave(viewer: string): void {
    const known = this.viewers.get(viewer);
    if (!known) return;
    known.sockets -= 1;
    if (known.sockets <= 0) this.viewers.delete(viewer);
  }

  get isEmpty(): boolean {
    return this.viewers.size === 0;
  }

  entries(): Iterable<readonly [viewer: string, { readonly address: string }]> {
    return this.viewers;
  }
}

/** Distinct viewers over several topics, at most `maxPerAddress` of each address. */
export function countViewers(counts: readonly ViewerCount[], maxPerAddress: number): number {
  const [only] = counts;
  const seen = new Set<string>();
  const perAddress = new Map<string, number>();
  let sum = 0;
  for (const count of counts) {
    for (const [viewer, { address }] of count.entries()) {
      if (counts.length > 1 || only !== count) {
        if (seen.has(viewer)) continue;
        seen.add(viewer);
      }
      const ofAddress = perAddress.get(address) ?? 0;
      if (ofAddress >= maxPerAddress) continue;
      perAddress.set(address, ofAddress + 1);
      sum += 1;
    }
  }
  return sum;
}
