"use client";

import { useTranslations } from "use-intl";
import { Panel } from "@/components/ui/panel";
import type { StreamView } from "@/lib/streams/stream";
import { useFigures } from "./use-figures";

/** What viewers can choose now, as the media server reports it. */
export function QualitiesPanel({ stream }: { stream: StreamView }) {
  const t = useTranslations("studio");
  const figures = useFigures();
  if (stream.renditions.length === 0 || stream.ingest !== "active") return null;
  return (
    <Panel title={t("qualities")} aside={<span className="text-small text-muted">{t("qualitiesHint")}</span>}>
      <ul className="figures grid gap-1">
        {stream.renditions.map(({ name, width, height, kbps }) => (
          <li key={name} className="flex flex-wrap justify-between gap-x-4">
            <span className="font-medium">{name === "source" ? t("source") : name}</span>
            <span className="text-muted">
              {width !== null && height !== null ? figures.pixels(width, height) : "—"}
              {" · "}
              {kbps === null ? "—" : figures.bitrate(kbps)}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
