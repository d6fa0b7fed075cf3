"use client";

import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import type { RecordPoint } from "@/lib/session-records/stream-record";
import type { HealthGrade } from "@/lib/wire/stream-state";
import { fractionOf, type Span } from "./chart-scale";

/** By height as well as by colour: trouble stands taller. */
const LOOKS: Record<HealthGrade, string> = {
  good: "h-1/3 bg-good",
  fair: "h-2/3 bg-fair",
  poor: "h-full bg-rust",
  unknown: "h-px bg-line-strong",
};
const SHOWN: readonly HealthGrade[] = ["good", "fair", "poor"];

interface HealthStripProps {
  readonly points: readonly RecordPoint[];
  readonly pointMs: number;
  readonly span: Span;
}

/** How good the stream was, moment by moment; and in words, for how long. */
export function HealthStrip({ points, pointMs, span }: HealthStripProps) {
  const t = useTranslations("record");
  const health = useTranslations("health");
  const counted = points.filter((point) => point.health !== "unknown").length;
  if (counted === 0) return null;
  const share = (grade: HealthGrade) =>
    Math.round((points.filter((point) => point.health === grade).length / counted) * 100);
  const width = `${Math.max(0.15, (pointMs / Math.max(pointMs, span.to - span.from)) * 100)}%`;
  return (
    <figure className="figures">
      <figcaption className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="font-medium">{t("health")}</h3>
        <ul className="flex flex-wrap gap-x-4 text-small text-muted">
          {SHOWN.map((grade) => (
            <li key={grade} className="flex items-center gap-1.5">
              <span aria-hidden className="flex h-3 items-end">
                <span className={cn("w-1.5", LOOKS[grade])} />
              </span>
              {health(grade)} {share(grade)} %
            </li>
          ))}
        </ul>
      </figcaption>
      <div aria-hidden className="relative mr-22 h-6 overflow-hidden border-b">
        {points.map((point) => (
          <span
            key={point.at}
            className={cn("absolute bottom-0", LOOKS[point.health])}
            style={{ left: `${fractionOf(Date.parse(point.at), span) * 100}%`, width }}
          />
        ))}
      </div>
    </figure>
  );
}
