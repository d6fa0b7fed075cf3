declare const MONEY: unique symbol;

/** Money: whole millionths of a US dollar, so that sums are exact. Safe integers reach nine billion dollars. */
export type MicroDollars = number & { readonly [MONEY]: "MicroDollars" };

export const ZERO: MicroDollars = toMicros(0);

/** Takes a whole number of micro-dollars for what it is. Throws `RangeError` for fractions and what is past 2^53. */
export function toMicros(value: number | bigint): MicroDollars {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is no amount of micro-dollars`);
  // Checked just above; -0 would print as such.
  return (number === 0 ? 0 : number) as MicroDollars;
}

/** Rounds to the nearest micro-dollar, halves away from zero. Throws `RangeError` for what is no number. */
export function fromDollars(usd: number): MicroDollars {
  const micros = Math.abs(usd) * 1e6;
  // Fifteen digits are what a double holds for certain: a half must not become 0.49999….
  const exact = micros < 1e14 ? Number(micros.toPrecision(15)) : micros;
  return toMicros(Math.sign(usd) * Math.round(exact));
}

/** For charts and formatting; never to calculate on. */
export function toDollars(amount: MicroDollars): number {
  return amount / 1e6;
}

/** Nothing sums to zero. Throws `RangeError` past nine billion dollars. */
export function sumMicros(amounts: readonly MicroDollars[]): MicroDollars {
  return toMicros(amounts.reduce((total, amount) => total + amount, 0));
}

/** Unknown when one of them is: what is not known is not nothing. */
export function sumKnown(amounts: readonly (MicroDollars | null)[]): MicroDollars | null {
  const known = amounts.filter((amount) => amount !== null);
  return known.length === amounts.length ? sumMicros(known) : null;
}

/** `dividend / divisor` to the nearest whole number, halves away from zero. The divisor is above zero. */
export function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const size = dividend < 0n ? -dividend : dividend;
  const rounded = (2n * size + divisor) / (2n * divisor);
  return dividend < 0n ? -rounded : rounded;
}
