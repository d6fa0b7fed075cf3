"use client";

import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useFigures } from "@/components/streams/use-figures";
import { Button } from "@/components/ui/button";
import { formatDuration } from "@/components/ui/format-duration";
import { Table, Td, Th } from "@/components/ui/table";
import type { RecordPoint } from "@/lib/session-records/stream-record";

/** All that the charts show, in words. Drawn only when asked for: it may have some hundred rows. */
export function PointTable({ points, from }: { points: readonly RecordPoint[]; from: number }) {
  const t = useTranslations("record");
  const [isShown, setShown] = useState(false);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <Button
        size="small"
        aria-expanded={isShown}
        className="justify-self-start"
        onClick={() => setShown((shown) => !shown)}
      >
        {isShown ? t("hideTable") : t("asTable")}
      </Button>
      {isShown ? <Rows points={points} from={from} /> : null}
    </div>
  );
}

function Rows({ points, from }: { points: readonly RecordPoint[]; from: number }) {
  const t = useTranslations("record");
  const health = useTranslations("health");
  const experience = useTranslations("experience");
  const format = useFormatter();
  const figures = useFigures();
  const share = (ratio: number | null) =>
    ratio === null ? t("gap") : format.number(ratio, { style: "percent", maximumFractionDigits: 1 });
  const rate = ({ videoKbps, audioKbps }: RecordPoint) =>
    videoKbps === null && audioKbps === null
      ? t("gap")
      : figures.bitrate((videoKbps ?? 0) + (audioKbps ?? 0));
  return (
    <Table label={t("title")} className="figures">
      <thead>
        <tr>
          <Th>{t("time")}</Th>
          <Th className="text-right">{t("bitrate")}</Th>
          <Th className="text-right">{t("viewers")}</Th>
          <Th className="text-right">{experience("chartRebuffer")}</Th>
          <Th className="text-right">{experience("chartLatency")}</Th>
          <Th>{t("health")}</Th>
        </tr>
      </thead>
      <tbody className="[&>tr:last-child>td]:border-b-0">
        {points.map((point) => (
          <tr key={point.at}>
            <Td className="h-8">{formatDuration(Date.parse(point.at) - from)}</Td>
            <Td className="h-8 text-right">{rate(point)}</Td>
            <Td className="h-8 text-right">
              {point.viewers === null ? t("gap") : figures.number(point.viewers, 0)}
            </Td>
            <Td className="h-8 text-right">{share(point.rebufferRatio)}</Td>
            <Td className="h-8 text-right">
              {point.latencyMs === null ? t("gap") : figures.seconds(point.latencyMs)}
            </Td>
            <Td className="h-8">{point.health === "unknown" ? t("gap") : health(point.health)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
