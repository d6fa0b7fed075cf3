"use client";
import { useTranslations } from "use-intl";
import { useFigures } from "@/components/streams/use-figures";
import { Button } from "@/components/ui/button";
import { neededKbps } from "../preflight/bitrate-plan";
import type { ProbeVerdict } from "../preflight/judge-line-probe";
import type { CheckGrade } from "../preflight/preflight-verdict";
import { useStore } from "../store";
import type { Studio } from "../studio";
import { CheckLine } from "./preflight-list";
import type { LineProbe } from "./use-line-probe";

const LINE_GRADES: Record<ProbeVerdict["line"], CheckGrade> = {
  none: "waiting",
  measuring: "waiting",
  good: "good",
  lossy: "fair",
  slow: "fair",
  "too-slow": "poor",
  "no-path": "poor",
  away: "poor",
  busy: "unknown",
  unknown: "unknown",
};

const ENCODER_GRADES: Record<ProbeVerdict["encoder"], CheckGrade> = {
  none: "waiting",
  measuring: "waiting",
  good: "good",
  slow: "fair",
  unknown: "unknown",
};

/** What the try at sending said of line and encoder, how that is known, and a picture that fits better. */
export function ProbeResult({ studio, probe }: { studio: Studio; probe: LineProbe }) {
  const t = useTranslations("broadcastStudio");
  const figures = useFigures();
  const { fact, verdict, again } = probe;
  const { line, encoder, better } = verdict;
  const { choice } = useStore(studio.capture.store);
  const measured = fact.state === "measured" ? fact : null;
  const rate = measured?.lineKbps ? figures.bitrate(measured.lineKbps) : "—";
  const isRunning = line === "none" || line === "measuring";
  return (
    <section aria-label={t("probe.title")} className="mt-2 grid gap-2">
      <ul className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
        <CheckLine grade={LINE_GRADES[line]}>{t(`probe.line.${line}`, { rate })}</CheckLine>
        <CheckLine grade={ENCODER_GRADES[encoder]}>
          {t(`probe.encoder.${encoder}`, {
            fps: measured?.framesPerSecond ? figures.frameRate(measured.framesPerSecond) : "—",
            ms: measured?.encodeMs ? figures.number(measured.encodeMs) : "—",
          })}
        </CheckLine>
      </ul>
      <p role="status" className="sr-only">
        {isRunning ? "" : t(`probe.line.${line}`, { rate })}
      </p>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        {better ? (
          <Button size="small" onClick={() => void studio.chooseHeight(better.height)}>
            {t("probe.better", {
              height: better.height,
              rate: figures.bitrate(neededKbps(better, choice.sound)),
            })}
          </Button>
        ) : null}
        <Button size="small" tone="quiet" disabled={isRunning} onClick={again}>
          {t("probe.again")}
        </Button>
        <p className="min-w-0 flex-1 basis-56 text-small text-muted">{t("probe.how")}</p>
      </div>
    </section>
  );
}
