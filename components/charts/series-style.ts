/** One series of a chart. Its colour follows its place; its name always stands beside it. */
export interface Series {
  readonly id: string;
  readonly label: string;
}

const FILLS = ["bg-series-1", "bg-series-2", "bg-series-3", "bg-series-4", "bg-series-5"] as const;
const STROKES = [
  "text-series-1",
  "text-series-2",
  "text-series-3",
  "text-series-4",
  "text-series-5",
] as const;
/** Told apart without colours, too. */
const DASHES = ["", "7 4", "2 4", "12 4 2 4", "1 6"] as const;

export const fillOf = (place: number): string => FILLS[place % FILLS.length] ?? FILLS[0];
export const strokeOf = (place: number): string => STROKES[place % STROKES.length] ?? STROKES[0];
export const dashOf = (place: number): string => DASHES[place % DASHES.length] ?? "";
