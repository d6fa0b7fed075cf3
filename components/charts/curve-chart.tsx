import { cn } from "@/components/ui/cn";
import { Legend } from "./legend";
import { decades, type LogScale, logFraction } from "./log-scale";
import { dashOf, type Series, strokeOf } from "./series-style";

export interface Curve extends Series {
  /** Ends where there is nothing any more, e.g. where a provider can't go on. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

interface CurveChartProps {
  /** What is shown, in a sentence, for whoever hears it instead; the page says the figures as well. */
  readonly name: string;
  readonly curves: readonly Curve[];
  readonly x: LogScale;
  readonly y: LogScale;
  readonly formatX: (value: number) => string;
  readonly formatY: (value: number) => string;
  /** Where one becomes dearer than another, e.g. "A". */
  readonly crossings: readonly { readonly x: number; readonly y: number; readonly label: string }[];
  /** Where the reader's own wish stands. */
  readonly here: number | null;
}

const SIZE = { width: 600, height: 300 };

/** Curves on two scales of powers of ten, with the points where they cross. */
export function CurveChart(props: CurveChartProps) {
  const { name, curves, x, y, formatX, formatY, crossings, here } = props;
  const left = (value: number) => logFraction(value, x) * SIZE.width;
  const down = (value: number) => (1 - logFraction(value, y)) * SIZE.height;
  const path = (points: Curve["points"]) =>
    points.map((point, index) => `${index ? "L" : "M"}${left(point.x)} ${down(point.y)}`).join("");
  return (
    <figure className="figures grid gap-3">
      <Legend series={curves} as="lines" />
      <div className="grid grid-cols-[minmax(0,1fr)_4.5rem] gap-x-2">
        <div className="relative h-64 border-b sm:h-80">
          <svg
            role="img"
            aria-label={name}
            viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
            preserveAspectRatio="none"
            className="block size-full overflow-visible"
          >
            {decades(y).map((value) => (
              <line
                key={`y${value}`}
                x2={SIZE.width}
                y1={down(value)}
                y2={down(value)}
                stroke="var(--line)"
                vectorEffect="non-scaling-stroke"
              />
            ))}
            {here === null ? null : (
              <line
                x1={left(here)}
                x2={left(here)}
                y2={SIZE.height}
                stroke="var(--line-strong)"
                strokeDasharray="3 3"
                vectorEffect="non-scaling-stroke"
              />
            )}
            {curves.map(({ id, points }, place) => (
              <path
                key={id}
                d={path(points)}
                fill="none"
                stroke="currentColor"
                strokeWidth="2"
                strokeDasharray={dashOf(place)}
                vectorEffect="non-scaling-stroke"
                className={strokeOf(place)}
              />
            ))}
          </svg>
          {crossings.map((one) => (
            <span
              key={one.label}
              aria-hidden
              className="absolute flex size-5 -translate-x-1/2 -translate-y-1/2 items-center justify-center rounded-full border bg-surface text-small font-medium"
              style={{
                left: `${logFraction(one.x, x) * 100}%`,
                top: `${(1 - logFraction(one.y, y)) * 100}%`,
              }}
            >
              {one.label}
            </span>
          ))}
        </div>
        <Scale scale={y} format={formatY} isUpright />
        <Scale scale={x} format={formatX} />
      </div>
    </figure>
  );
}

function Scale({
  scale,
  format,
  isUpright = false,
}: {
  scale: LogScale;
  format: (value: number) => string;
  isUpright?: boolean;
}) {
  return (
    <div aria-hidden className={cn("relative text-small text-muted", isUpright ? "" : "mt-1 h-4")}>
      {decades(scale).map((value) => {
        const share = `${logFraction(value, scale) * 100}%`;
        return (
          <span
            key={value}
            className={cn(
              "absolute whitespace-nowrap",
              isUpright ? "translate-y-1/2" : "-translate-x-1/2 first:translate-x-0 last:-translate-x-full",
            )}
            style={isUpright ? { bottom: share } : { left: share }}
          >
            {format(value)}
          </span>
        );
      })}
    </div>
  );
}
