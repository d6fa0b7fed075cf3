"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { ExperiencePanel } from "@/components/experience/experience-panel";
import { useFigures } from "@/components/streams/use-figures";
import { Panel } from "@/components/ui/panel";
import type { RecordPoint, StreamRecord } from "@/lib/session-records/stream-record";
import type { ChartPoint } from "./chart-scale";
import { ConnectionTable } from "./connection-table";
import { HealthStrip } from "./health-strip";
import { PointTable } from "./point-table";
import { RecordChart } from "./record-chart";
import { RecordFigures } from "./record-figures";

const REFRESH_MS = 10_000;

/** What happened during a stream, from its first connection to its end. */
export function RecordView({ record, isOwner }: { record: StreamRecord; isOwner: boolean }) {
  const t = useTranslations("record");
  useRefresh(record.endedAt === null);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Panel title={t("title")} level={2}>
        <RecordFigures record={record} isOwner={isOwner} />
      </Panel>
      {record.experience ? <ExperiencePanel experience={record.experience} /> : null}
      <Charts record={record} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
        <h2 className="font-semibold">{t("connections")}</h2>
        <ConnectionTable connections={record.connections} />
      </div>
    </div>
  );
}

function Charts({ record: { points, pointSeconds, connections } }: { record: StreamRecord }) {
  const t = useTranslations("record");
  const experience = useTranslations("experience");
  const format = useFormatter();
  const figures = useFigures();
  const [first] = points;
  if (!first) {
    return (
      <p className="text-muted">{connections.some((one) => one.endedAt) ? t("forgotten") : t("empty")}</p>
    );
  }
  const pointMs = pointSeconds * 1000;
  const last = points.at(-1) ?? first;
  const span = { from: Date.parse(first.at), to: Date.parse(last.at) + pointMs };
  const shared = { pointMs, span };
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-6 rounded border bg-surface p-4">
      <RecordChart {...shared} name={t("bitrate")} points={points.map(bitrateOf)} format={figures.bitrate} />
      <RecordChart
        {...shared}
        name={t("viewers")}
        points={points.map(viewersOf)}
        format={(value) => figures.number(value, 0)}
      />
      <RecordChart
        {...shared}
        name={experience("chartRebuffer")}
        points={points.map(standingOf)}
        format={(value) => format.number(value / 100, { style: "percent", maximumFractionDigits: 1 })}
      />
      <RecordChart
        {...shared}
        name={experience("chartLatency")}
        points={points.map(latencyOf)}
        format={figures.seconds}
      />
      <HealthStrip {...shared} points={points} />
      <p className="text-small text-muted">{t("pointLength", { length: figures.seconds(pointMs) })}</p>
      <PointTable points={points} from={span.from} />
    </section>
  );
}

function bitrateOf({ at, videoKbps, audioKbps }: RecordPoint): ChartPoint {
  const isKnown = videoKbps !== null || audioKbps !== null;
  return { at: Date.parse(at), value: isKnown ? (videoKbps ?? 0) + (audioKbps ?? 0) : null };
}

function viewersOf({ at, viewers }: RecordPoint): ChartPoint {
  return { at: Date.parse(at), value: viewers };
}

/** In percent: charts have whole numbers at their side. */
function standingOf({ at, rebufferRatio }: RecordPoint): ChartPoint {
  return { at: Date.parse(at), value: rebufferRatio === null ? null : rebufferRatio * 100 };
}

function latencyOf({ at, latencyMs }: RecordPoint): ChartPoint {
  return { at: Date.parse(at), value: latencyMs };
}

/** While the stream goes on, so does its record. */
function useRefresh(isActive: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (!isActive) return;
    const timer = setInterval(() => {
      if (!document.hidden) router.refresh();
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [isActive, router]);
}
