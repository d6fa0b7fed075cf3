"use client";
import { useTranslations } from "use-intl";
import { useFigures } from "@/components/streams/use-figures";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { PICTURE_PLANS } from "../preflight/bitrate-plan";
import { judgeLine, type LineVerdict } from "../session/judge-line";
import { useStore } from "../store";
import type { Studio } from "../studio";
import { useLineFigures } from "./use-line-figures";

const TONES: Record<LineVerdict, string> = {
  measuring: "text-muted",
  good: "text-good",
  "busy-computer": "text-fair",
  "slow-line": "text-fair",
  "lossy-line": "text-fair",
};

/** How well it gets through, measured here while live. */
export function LineMeter({ studio }: { studio: Studio }) {
  const t = useTranslations("broadcastStudio");
  const figures = useFigures();
  const line = useLineFigures(studio);
  const verdict = judgeLine(line);
  const { choice } = useStore(studio.capture.store);
  const smaller = PICTURE_PLANS.find(({ height }) => height < choice.height);
  const show = (value: number | null | undefined, word: (value: number) => string) =>
    value === null || value === undefined ? null : word(value);
  const sent = line && line.videoKbps !== null ? line.videoKbps + (line.audioKbps ?? 0) : null;
  const rows = [
    [t("line.sent"), show(sent, figures.bitrate)],
    [t("line.frames"), show(line?.framesPerSecond, figures.frameRate)],
    [t("line.size"), line?.width && line.height ? figures.pixels(line.width, line.height) : null],
    [
      t("line.loss"),
      show(line?.lossRatio, (ratio) => t("line.percent", { value: figures.number(ratio * 100) })),
    ],
    [t("line.roundTrip"), show(line?.roundTripMs, (ms) => t("line.ms", { value: figures.number(ms, 0) }))],
  ] as const;
  return (
    <section className="border-t pt-4">
      <h3 className="flex items-baseline justify-between gap-3 font-semibold">
        {t("line.title")}
        <span role="status" className={cn("text-right font-medium", TONES[verdict])}>
          {t(`line.verdict.${verdict}`)}
        </span>
      </h3>
      <dl className="figures mt-2 grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-5">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt className="text-small text-muted">{name}</dt>
            <dd className="font-medium">
              {value ?? (
                <span title={t("line.unknown")}>
                  <span aria-hidden>—</span>
                  <span className="sr-only">{t("line.unknown")}</span>
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-2">
        {smaller && (verdict === "slow-line" || verdict === "busy-computer") ? (
          <Button size="small" onClick={() => void studio.chooseHeight(smaller.height)}>
            {t("line.smaller", { height: smaller.height })}
          </Button>
        ) : null}
        <p className="text-small text-muted">{t("line.how")}</p>
      </div>
    </section>
  );
}
