"use client";
import { useTranslations } from "use-intl";
import type { IngestMetrics } from "@/lib/wire/media-events";
import { useFigures } from "./use-figures";

/** What arrives, as a table of figures. Unknown is a dash with its reason, never 0. */
export function EncoderFigures({ metrics, protocol }: { metrics: IngestMetrics; protocol: string | null }) {
  const t = useTranslations("health");
  const figures = useFigures();
  const { videoKbps, audioKbps, framesPerSecond, keyFrameIntervalMs, width, height, droppedFrames } = metrics;
  const codecs = [metrics.videoCodec, metrics.audioCodec ?? (metrics.videoCodec ? t("noAudioCodec") : null)];
  const rows: readonly (readonly [string, string | null])[] = [
    [t("bitrate"), videoKbps === null ? null : figures.bitrate(videoKbps + (audioKbps ?? 0))],
    [t("frameRate"), framesPerSecond === null ? null : figures.frameRate(framesPerSecond)],
    [t("keyFrameInterval"), keyFrameIntervalMs === null ? null : figures.seconds(keyFrameIntervalMs)],
    [t("resolution"), width === null || height === null ? null : figures.pixels(width, height)],
    [t("codecs"), codecs.filter(Boolean).join(" + ") || null],
    [t("protocol"), protocol?.toUpperCase() ?? null],
    [t("dropped"), droppedFrames === null ? null : figures.number(droppedFrames, 0)],
  ];
  return (
    <dl className="figures grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt className="text-small text-muted">{name}</dt>
          <dd className="font-medium">
            {value ?? (
              <span title={t("unknownValue")}>
                <span aria-hidden>—</span>
                <span className="sr-only">{t("unknownValue")}</span>
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
