"use client";
import { CircleAlert, CircleCheck, CircleHelp, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { StreamView } from "@/lib/streams/stream";
import type { HealthGrade } from "@/lib/wire/stream-state";
import { BitrateChart } from "./bitrate-chart";
import { EncoderFigures } from "./encoder-figures";
import { useBitrateHistory } from "./use-bitrate-history";
import { VerdictList } from "./verdict-list";

const GRADES: Record<HealthGrade, { icon: typeof CircleCheck; style: string }> = {
  good: { icon: CircleCheck, style: "text-good" },
  fair: { icon: TriangleAlert, style: "text-fair" },
  poor: { icon: CircleAlert, style: "text-rust" },
  unknown: { icon: CircleHelp, style: "text-muted" },
};

/** How good the incoming bytes are, and which setting to change. */
export function HealthPanel({ stream }: { stream: StreamView }) {
  const t = useTranslations("health");
  const history = useBitrateHistory(stream);
  const grade = GRADES[stream.health];
  // Each viewer gets pictures of its own, made for its line: there is no one stream to judge.
  const isJudged = stream.protocol !== "p2p";
  const isOffline = stream.metrics !== null && stream.ingest !== "active";
  return (
    <Panel
      title={t("title")}
      aside={
        isJudged ? (
          <span className={cn("flex items-center gap-1.5 font-medium", grade.style)}>
            <grade.icon aria-hidden className="size-4" />
            {t(stream.health)}
          </span>
        ) : null
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {stream.metrics === null ? (
          <>
            <p className="text-muted">
              {stream.ingest === "active"
                ? t("notTold", { provider: stream.provider.label })
                : t("unknownHint")}
            </p>
            {stream.issues.length > 0 ? <VerdictList metrics={null} issues={stream.issues} /> : null}
          </>
        ) : null}
        {isOffline ? <Notice tone="info">{t("offline")}</Notice> : null}
        {stream.metrics ? (
          <>
            <BitrateChart history={history} isOffline={isOffline} />
            <EncoderFigures metrics={stream.metrics} protocol={stream.protocol} />
            {isOffline || !isJudged ? null : <VerdictList metrics={stream.metrics} issues={stream.issues} />}
            <p className="text-small text-muted">
              {isJudged
                ? `${t("measured")} · ${t("judgedFor", { provider: stream.provider.label })}`
                : t("measuredByHost")}
            </p>
          </>
        ) : null}
      </div>
    </Panel>
  );
}
