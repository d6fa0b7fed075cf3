/**
 * Divides a quantity by weights so that the parts sum to it exactly; what does not divide goes to the greatest
 * remainders, the earlier of equals first. Weights that are no numbers, or not above zero, get nothing; when none is, the
 * answer is null. Pure.
 */
export function splitQuantity(quantity: bigint, weights: readonly number[]): readonly bigint[] | null {
  const sane = weights.map((weight) => (Number.isFinite(weight) && weight > 0 ? weight : 0));
  const most = Math.max(0, ...sane);
  if (most === 0) return null;
  // Nine digits of precision are more than any count of viewers has.
  const whole = sane.map((weight) => BigInt(Math.round((weight / most) * 1e9)));
  const total = whole.reduce((sum, weight) => sum + weight, 0n);
  const size = quantity < 0n ? -quantity : quantity;
  const parts = whole.map((weight) => (size * weight) / total);
  let rest = size - parts.reduce((sum, part) => sum + part, 0n);
  const byRemainder = whole
    .map((weight, index) => ({ index, remainder: (size * weight) % total }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder) {
    if (rest <= 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    rest -= 1n;
  }
  return quantity < 0n ? parts.map((part) => -part) : parts;
}
