"use client";

import { type KeyboardEvent, type ReactNode, useState } from "react";
import { cn } from "@/components/ui/cn";
import { blocksOf, type Column, roundUp, totalOf } from "./column-layout";
import { Legend } from "./legend";
import { fillOf, type Series } from "./series-style";

interface ColumnChartProps {
  /** What is shown, for whoever hears it instead. */
  readonly name: string;
  readonly series: readonly Series[];
  readonly columns: readonly Column[];
  /** A value with its unit. */
  readonly format: (value: number) => string;
  /** What stands above the columns while none is looked at, e.g. the sum. */
  readonly summary: ReactNode;
  /** Says of a column that some of it isn't known. */
  readonly unknown: string;
}

/** Stacked columns over time. The pointer, or the arrow keys, read single columns; the page's table holds them all. */
export function ColumnChart({ name, series, columns, format, summary, unknown }: ColumnChartProps) {
  const [at, setAt] = useState<number | null>(null);
  const top = roundUp(Math.max(0, ...columns.map(totalOf)));
  const shown = at === null ? undefined : columns[at];
  const last = columns.length - 1;

  function move(event: KeyboardEvent) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const to = event.key === "Home" ? 0 : event.key === "End" ? last : step && (at ?? last) + step;
    if (to === undefined) return;
    event.preventDefault();
    setAt(Math.min(last, Math.max(0, to)));
  }

  if (columns.length === 0) return null;
  return (
    <figure className="figures grid gap-3">
      <figcaption className="flex min-h-5 flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <span>
          {shown ? <Reading column={shown} series={series} format={format} unknown={unknown} /> : summary}
        </span>
        <Legend series={series} as="areas" />
      </figcaption>
      <div className="grid grid-cols-[minmax(0,1fr)_4.5rem] gap-x-2">
        <div
          role="slider"
          tabIndex={0}
          aria-label={name}
          aria-valuemin={0}
          aria-valuemax={last}
          aria-valuenow={at ?? last}
          aria-valuetext={readingOf(columns[at ?? last], format)}
          className="relative flex h-44 touch-pan-y items-stretch gap-px border-b sm:gap-0.5"
          onKeyDown={move}
          onPointerLeave={() => setAt(null)}
          onBlur={() => setAt(null)}
        >
          {[0, 0.5].map((line) => (
            <span
              key={line}
              aria-hidden
              className="absolute inset-x-0 border-t"
              style={{ top: `${line * 100}%` }}
            />
          ))}
          {columns.map((column, index) => (
            <div
              key={column.key}
              aria-hidden
              className={cn("relative min-w-0 flex-1", at === index && "bg-sunken")}
              onPointerEnter={() => setAt(index)}
              onPointerDown={() => setAt(index)}
            >
              {blocksOf(column, top).map(({ series: place, from, height }) => (
                <span
                  key={place}
                  className={cn("absolute inset-x-0", fillOf(place))}
                  style={{ bottom: `${from * 100}%`, height: `${height * 100}%` }}
                />
              ))}
            </div>
          ))}
        </div>
        <div aria-hidden className="flex flex-col justify-between text-small text-muted">
          <span className="-mt-2">{format(top)}</span>
          <span>{format(top / 2)}</span>
          <span className="-mb-2">{format(0)}</span>
        </div>
        <div aria-hidden className="mt-1 flex justify-between text-small text-muted">
          <span>{columns[0]?.label}</span>
          <span>{columns[Math.floor(last / 2)]?.label}</span>
          <span>{columns[last]?.label}</span>
        </div>
      </div>
    </figure>
  );
}

function Reading({
  column,
  series,
  format,
  unknown,
}: {
  column: Column;
  series: readonly Series[];
  format: (value: number) => string;
  unknown: string;
}) {
  const parts = series.flatMap(({ label }, place) => {
    const value = column.values[place];
    return value ? [`${label} ${format(value)}`] : [];
  });
  return (
    <>
      <strong className="font-medium">
        {column.label}: {format(totalOf(column))}
      </strong>
      {parts.length > 1 ? <span className="ml-2 text-small text-muted">{parts.join(" · ")}</span> : null}
      {column.values.includes(null) ? <span className="ml-2 text-small text-muted">{unknown}</span> : null}
    </>
  );
}

function readingOf(column: Column | undefined, format: (value: number) => string): string {
  return column ? `${column.label}: ${format(totalOf(column))}` : "";
}
