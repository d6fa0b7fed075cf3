"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useSizeWords } from "@/components/recordings/use-size-words";
import { useFigures } from "@/components/streams/use-figures";
import { formatDuration } from "@/components/ui/format-duration";
import { useClock } from "@/components/ui/use-clock";
import type { StreamRecord } from "@/lib/session-records/stream-record";

const HOUR_MS = 3_600_000;

/** The broadcast in figures. What is known only at its end says so until then. */
export function RecordFigures({ record, isOwner }: { record: StreamRecord; isOwner: boolean }) {
  const t = useTranslations("record");
  const reasons = useTranslations(isOwner ? "endReason" : "endReasonForOthers");
  const figures = useFigures();
  const size = useSizeWords();
  const { totals } = record;
  const unknown = <Unknown reason={t("totalsUnknown")} />;
  const figure = (value: number | null | undefined, show: (value: number) => ReactNode) => {
    if (value !== null && value !== undefined) return show(value);
    return totals ? <Unknown reason={t("figureUnknown")} /> : unknown;
  };
  return (
    <dl className="figures grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-6">
      <Figure name={t("duration")}>
        <Length record={record} />
      </Figure>
      <Figure name={t("peak")}>{figures.number(record.peakViewers, 0)}</Figure>
      <Figure name={t("drops")}>{Math.max(0, record.connections.length - 1)}</Figure>
      <Figure name={t("received")}>{figure(totals?.bytesIn, size)}</Figure>
      <Figure name={t("delivered")}>{figure(totals?.bytesOut, size)}</Figure>
      <Figure name={t("watched")}>
        {figure(totals?.viewerMs, (ms) => t("watchedHours", { hours: figures.number(ms / HOUR_MS) }))}
      </Figure>
      <div className="col-span-full">
        <dt className="text-small text-muted">{t("endedBecause")}</dt>
        <dd className="font-medium">{record.endedBecause ? reasons(record.endedBecause) : t("stillOn")}</dd>
      </div>
    </dl>
  );
}

function Length({ record: { startedAt, endedAt } }: { record: StreamRecord }) {
  const t = useTranslations("record");
  const now = useClock();
  const to = endedAt === null ? now : Date.parse(endedAt);
  if (startedAt === null || to === null) return <Unknown reason={t("totalsUnknown")} />;
  return formatDuration(to - Date.parse(startedAt));
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-small text-muted">{name}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}

function Unknown({ reason }: { reason: string }) {
  return (
    <span title={reason}>
      <span aria-hidden>—</span>
      <span className="sr-only">{reason}</span>
    </span>
  );
}
