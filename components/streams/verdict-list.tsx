"use client";

import { ChevronRight, CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { type HealthCheck, passedChecks } from "@/lib/wire/doctor/passed-checks";
import type { IngestMetrics } from "@/lib/wire/media-events";
import type { HealthIssue } from "@/lib/wire/stream-state";
import { type EncoderSetting, ffmpegWords, settingFor } from "./encoder-repairs";
import { healthValues } from "./health-sentence";
import { useFigures } from "./use-figures";

const SEVERITIES = {
  critical: { icon: CircleAlert, style: "text-rust" },
  warning: { icon: TriangleAlert, style: "text-fair" },
  info: { icon: Info, style: "text-muted" },
} as const;
/** Where an issue names no better figure. */
const USUAL_KBPS = 2500;

interface VerdictListProps {
  /** Null where the provider does not tell: then nothing is known to be as it should. */
  readonly metrics: IngestMetrics | null;
  readonly issues: readonly HealthIssue[];
}

/** What is wrong first, each with its setting; then what is as it should be. */
export function VerdictList({ metrics, issues }: VerdictListProps) {
  const t = useTranslations("health");
  const say = useCheckSentence(metrics);
  const passed = metrics ? passedChecks(metrics, issues) : [];
  return (
    <ul aria-label={t("verdict")} className="grid grid-cols-[minmax(0,1fr)]">
      {issues.map((issue) => (
        <IssueRow key={issue.code} issue={issue} />
      ))}
      {passed.map((check) => (
        <li key={check} className="flex items-start gap-2 border-b py-2 last:border-b-0">
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-good" />
          <span className="figures min-w-0 flex-1">{say(check)}</span>
          <span className="mt-0.5 text-small font-medium text-good">{t("passed")}</span>
        </li>
      ))}
    </ul>
  );
}

function IssueRow({ issue }: { issue: HealthIssue }) {
  const t = useTranslations("health");
  const values = healthValues(issue);
  const { icon: Icon, style } = SEVERITIES[issue.severity];
  const setting = settingFor(issue.code);
  return (
    <li className="flex items-start gap-2 border-b py-2 last:border-b-0">
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", style)} />
      <div className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)] gap-1">
        <p className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span className="figures min-w-0 flex-1 basis-48 font-medium">
            {t(`issues.${issue.code}`, values)}
          </span>
          <span className={cn("text-small font-medium", style)}>{t(issue.severity)}</span>
        </p>
        <p className="figures text-muted">{t(`repairs.${issue.code}`, values)}</p>
        {setting ? <WhereToSet setting={setting} kbps={values.advised || USUAL_KBPS} /> : null}
      </div>
    </li>
  );
}

/** Programs' own names stay as they are in every language. */
function WhereToSet({ setting, kbps }: { setting: EncoderSetting; kbps: number }) {
  const t = useTranslations("health");
  const rows = [
    ["OBS", t(`obs.${setting}`)],
    ["Larix", t(`larix.${setting}`)],
    ["ffmpeg", ffmpegWords(setting, kbps)],
  ] as const;
  return (
    <details className="group">
      <summary className="inline-flex min-h-6 items-center gap-1 rounded text-small text-accent">
        <ChevronRight aria-hidden className="size-4 transition-transform duration-100 group-open:rotate-90" />
        {t("where")}
      </summary>
      <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-small">
        {rows.map(([program, words]) => (
          <div key={program} className="contents">
            <dt className="text-muted">{program}</dt>
            <dd className={program === "ffmpeg" ? "font-mono break-all" : undefined}>{words}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** A passed check with the figure that passed it. Passed means known, so no figure is missing. */
function useCheckSentence(metrics: IngestMetrics | null): (check: HealthCheck) => string {
  const t = useTranslations("health");
  const figures = useFigures();
  return (check) =>
    t(`checks.${check}`, {
      codec: (check === "sound" ? metrics?.audioCodec : metrics?.videoCodec) ?? "?",
      profile: metrics?.videoProfile ?? "?",
      width: metrics?.width ?? 0,
      height: metrics?.height ?? 0,
      bitrate: figures.bitrate(metrics?.videoKbps ?? 0),
      fps: figures.number(metrics?.framesPerSecond ?? 0, 0),
      seconds: figures.number((metrics?.keyFrameIntervalMs ?? 0) / 1000),
      kilohertz: figures.number((metrics?.audioSampleRate ?? 0) / 1000),
      kbps: figures.number(metrics?.audioKbps ?? 0, 0),
    });
}
