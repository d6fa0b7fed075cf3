"use client";

import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { formatDuration } from "@/components/ui/format-duration";
import {
  type ChartPoint,
  fractionOf,
  linePath,
  nearestIndex,
  roundTop,
  runsOf,
  type Span,
} from "./chart-scale";

const SIZE = { width: 600, height: 120 };
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 };

interface RecordChartProps {
  readonly name: string;
  readonly points: readonly ChartPoint[];
  readonly pointMs: number;
  readonly span: Span;
  /** A value with its unit. */
  readonly format: (value: number) => string;
}

/** One series over time. The pointer, or the arrow keys, read single points; the table below holds them all. */
export function RecordChart({ name, points, pointMs, span, format }: RecordChartProps) {
  const t = useTranslations("record");
  const [index, setIndex] = useState<number | null>(null);
  const known = points.flatMap((point) => point.value ?? []);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  if (known.length === 0) return null;
  const runs = runsOf(points, pointMs);
  const top = roundTop(high);
  const current = index === null ? undefined : points[index];
  const words = (point: ChartPoint) =>
    t("point", {
      time: formatDuration(point.at - span.from),
      value: point.value === null ? t("gap") : format(point.value),
    });

  function move(event: KeyboardEvent) {
    const last = points.length - 1;
    const from = index ?? last;
    const to =
      event.key === "Home" ? 0 : event.key === "End" ? last : from + (STEPS[event.key] ?? Number.NaN);
    if (Number.isNaN(to)) return;
    event.preventDefault();
    setIndex(Math.min(last, Math.max(0, to)));
  }

  function point(event: PointerEvent<HTMLDivElement>) {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setIndex(nearestIndex(points, (event.clientX - left) / width, span));
  }

  return (
    <figure className="figures">
      <figcaption className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="font-medium">{name}</h3>
        <span className="text-small text-muted">
          {current ? words(current) : t("average", { name, value: format(mean(known)), high: format(high) })}
        </span>
      </figcaption>
      <div className="grid grid-cols-[minmax(0,1fr)_5rem] gap-x-2">
        <div
          role="slider"
          tabIndex={0}
          aria-label={t("chart", { name, count: known.length, low: format(low), high: format(high) })}
          aria-valuemin={0}
          aria-valuemax={points.length - 1}
          aria-valuenow={index ?? points.length - 1}
          aria-valuetext={words(current ?? points[points.length - 1] ?? { at: span.from, value: null })}
          className="relative touch-pan-y rounded-sm border-b"
          onKeyDown={move}
          onPointerMove={point}
          onPointerDown={point}
          onPointerLeave={() => setIndex(null)}
          onBlur={() => setIndex(null)}
        >
          <svg
            aria-hidden
            viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
            preserveAspectRatio="none"
            className="block h-32 w-full overflow-visible text-accent"
          >
            {[0, 0.5].map((line) => (
              <line
                key={line}
                x2={SIZE.width}
                y1={line * SIZE.height}
                y2={line * SIZE.height}
                stroke="var(--line)"
                vectorEffect="non-scaling-stroke"
              />
            ))}
            <path
              d={linePath(runs, span, { ...SIZE, top })}
              fill="none"
              stroke="currentColor"
              strokeWidth="1.5"
              vectorEffect="non-scaling-stroke"
            />
          </svg>
          {current ? (
            <span
              aria-hidden
              className="absolute inset-y-0 w-px bg-line-strong"
              style={{ left: `${fractionOf(current.at, span) * 100}%` }}
            />
          ) : null}
        </div>
        <div aria-hidden className="flex flex-col justify-between text-small text-muted">
          <span className="-mt-2">{format(top)}</span>
          <span>{format(top / 2)}</span>
          <span className="-mb-2">0</span>
        </div>
        <TimeAxis span={span} />
      </div>
    </figure>
  );
}

/** Time since the first point: it reads the same in every time zone. */
function TimeAxis({ span }: { span: Span }) {
  const middle = (span.to - span.from) / 2;
  return (
    <div aria-hidden className="mt-1 flex justify-between text-small text-muted">
      <span>0:00</span>
      <span>{formatDuration(middle)}</span>
      <span>{formatDuration(span.to - span.from)}</span>
    </div>
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
