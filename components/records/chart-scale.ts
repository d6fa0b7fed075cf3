/** One moment of a series; null is unknown. */
export interface ChartPoint {
  /** Epoch ms. */
  readonly at: number;
  readonly value: number | null;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Runs of known points without a hole between them; a longer distance than one and a half points is a hole. */
export function runsOf(points: readonly ChartPoint[], pointMs: number): readonly (readonly ChartPoint[])[] {
  const runs: ChartPoint[][] = [];
  let last: ChartPoint | null = null;
  for (const point of points) {
    if (point.value === null) {
      last = null;
      continue;
    }
    const run = runs.at(-1);
    if (run && last && point.at - last.at <= pointMs * 1.5) run.push(point);
    else runs.push([point]);
    last = point;
  }
  return runs;
}

/** The smallest round number that is not below `value`, and whose half is a whole one too; at least 2. */
export function roundTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  const step = [1, 2, 4, 6, 8, 10].find((one) => one * power >= value) ?? 10;
  return Math.max(2, step * power);
}

/** Position of a moment within the span, 0 to 1. */
export function fractionOf(at: number, { from, to }: Span): number {
  return to > from ? (at - from) / (to - from) : 0.5;
}

/** An SVG path of the runs as lines; a lonely point is a short dash, or nobody would see it. */
export function linePath(
  runs: readonly (readonly ChartPoint[])[],
  span: Span,
  size: { readonly width: number; readonly height: number; readonly top: number },
): string {
  const x = (at: number) => round(fractionOf(at, span) * size.width);
  const y = (value: number | null) => round(size.height - ((value ?? 0) / size.top) * size.height);
  return runs
    .map((run) => {
      const [first] = run;
      if (first && run.length === 1) return `M${x(first.at) - 1} ${y(first.value)}h2`;
      return run.map((point, index) => `${index === 0 ? "M" : "L"}${x(point.at)} ${y(point.value)}`).join("");
    })
    .join("");
}

/** Index of the point nearest to a fraction of the span; -1 without points. */
export function nearestIndex(points: readonly ChartPoint[], fraction: number, span: Span): number {
  const at = span.from + fraction * (span.to - span.from);
  let nearest = -1;
  for (const [index, point] of points.entries()) {
    const best = points[nearest];
    if (!best || Math.abs(point.at - at) < Math.abs(best.at - at)) nearest = index;
  }
  return nearest;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
