"use client";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { HISTORY_SECONDS, sparklinePoints } from "./bitrate-history";
import { useFigures } from "./use-figures";

const WIDTH = 300;
const HEIGHT = 40;

/** The last minute and a half of incoming bitrate; grey and still while the encoder is away. */
export function BitrateChart({ history, isOffline }: { history: readonly number[]; isOffline: boolean }) {
  const t = useTranslations("health");
  const figures = useFigures();
  if (history.length < 2) return null;
  const points = sparklinePoints(history, WIDTH, HEIGHT);
  const first = points.slice(0, points.indexOf(","));
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={t("bitrateChart", {
        seconds: Math.min(history.length, HISTORY_SECONDS),
        low: figures.bitrate(Math.min(...history)),
        high: figures.bitrate(Math.max(...history)),
      })}
      className={cn("h-10 w-full border-b", isOffline ? "text-muted" : "text-accent")}
    >
      <polygon
        points={`${first},${HEIGHT} ${points} ${WIDTH},${HEIGHT}`}
        fill="currentColor"
        className="opacity-12"
      />
      <polyline
        points={points}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeDasharray={isOffline ? "3 3" : undefined}
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
