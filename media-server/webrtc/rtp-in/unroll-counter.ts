/** Follows a counter that wraps around, each value being nearer to the last than half the range. */
export function createUnroller(bits: 16 | 32): (value: number) => number {
  const range = 2 ** bits;
  let last: number | null = null;
  return (value) => {
    if (last === null) {
      // Room for what was sent before the first that came.
      last = range + value;
      return last;
    }
    const distance = (value - (last % range) + range) % range;
    last += distance < range / 2 ? distance : distance - range;
    return last;
  };
}
