/** A scale on which each step to the right is so many times as much. Both ends above 0. */
export interface LogScale {
  readonly from: number;
  readonly to: number;
}

/** Position on the scale, 0 to 1; what lies outside stays at its end. */
export function logFraction(value: number, { from, to }: LogScale): number {
  if (!(value > from)) return 0;
  return Math.min(1, Math.log(value / from) / Math.log(to / from));
}

/** The powers of ten within the scale. */
export function decades({ from, to }: LogScale): readonly number[] {
  const first = Math.ceil(Math.log10(from) - 1e-9);
  const last = Math.floor(Math.log10(to) + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => 10 ** (first + index));
}

/** The value at a position. */
export function valueAt(fraction: number, { from, to }: LogScale): number {
  return from * (to / from) ** fraction;
}
