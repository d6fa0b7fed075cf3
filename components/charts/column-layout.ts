/** One column: what stands on what, from the bottom up. */
export interface Column {
  /** What the column is of, e.g. a day. */
  readonly key: string;
  readonly label: string;
  /** In the order of the series; null is unknown, and leaves the column open at its top. */
  readonly values: readonly (number | null)[];
}

export interface Block {
  readonly series: number;
  /** From the bottom, and how high: shares of the whole height, 0 to 1. */
  readonly from: number;
  readonly height: number;
}

/** The sum of what is known of a column. */
export function totalOf(column: Column): number {
  return column.values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}

/** The blocks of one column under a scale that ends at `top`; nothing is drawn of nothing. Pure. */
export function blocksOf(column: Column, top: number): readonly Block[] {
  let from = 0;
  return column.values.flatMap((value, series) => {
    const height = Math.max(0, value ?? 0) / top;
    const block = { series, from, height };
    from += height;
    return height > 0 ? [block] : [];
  });
}

/** The least round number at or above `value`: 1, 2, 2.5 or 5 times a power of ten; 1 for nothing. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 5, 10].find((one) => one * power >= value * (1 - 1e-12)) ?? 10;
  return step * power;
}
