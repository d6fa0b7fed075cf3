"use client";
import { type ReactNode, useId } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useFigures } from "@/components/streams/use-figures";
import type { StreamExperience } from "@/lib/session-records/stream-experience";

/** What players reported, in figures; while the stream is on, with those of now. */
export function ExperienceFigures({ experience }: { experience: StreamExperience }) {
  const t = useTranslations("experience");
  const format = useFormatter();
  const figures = useFigures();
  const { now, startupMs, slowStartupMs, rebufferRatio, stalls, faults } = experience;
  const latencyMs = now?.latencyMs ?? experience.latencyMs;
  const share = (ratio: number) => format.number(ratio, { style: "percent", maximumFractionDigits: 1 });
  return (
    <dl className="figures grid grid-cols-2 gap-4 sm:grid-cols-4 lg:grid-cols-2 xl:grid-cols-4">
      <Figure
        name={t("startup")}
        hint={slowStartupMs === null ? null : t("startupHint", { time: figures.seconds(slowStartupMs) })}
      >
        {startupMs === null ? null : figures.seconds(startupMs)}
      </Figure>
      <Figure name={t("latency")}>{latencyMs === null ? null : figures.seconds(latencyMs)}</Figure>
      <Figure name={t("rebuffer")} hint={t("rebufferHint", { count: stalls })}>
        {rebufferRatio === null ? null : share(rebufferRatio)}
      </Figure>
      <Figure name={t("faults")}>{figures.number(faults, 0)}</Figure>
      {now && now.reporting > 0 ? <Ways ways={now.ways} /> : null}
    </dl>
  );
}

/** Those that a creator may have heard of. */
const NAMED = ["hls", "whep", "flv", "p2p", "dash"] as const;

function Ways({ ways }: { ways: NonNullable<StreamExperience["now"]>["ways"] }) {
  const t = useTranslations("experience");
  const figures = useFigures();
  const words = Object.entries(ways).map(([way, count]) => {
    const name = NAMED.find((one) => one === way) ?? "other";
    return t("wayCount", { way: t(`way.${name}`), count: figures.number(count, 0) });
  });
  if (words.length === 0) return null;
  return (
    <div className="col-span-full">
      <dt className="text-small text-muted">{t("ways")}</dt>
      <dd>{words.join(" · ")}</dd>
    </div>
  );
}

interface FigureProps {
  readonly name: string;
  readonly hint?: string | null;
  /** Null is unknown. */
  readonly children: ReactNode;
}

function Figure({ name, hint, children }: FigureProps) {
  const t = useTranslations("experience");
  const id = useId();
  return (
    <div>
      <dt className="text-small text-muted">{name}</dt>
      <dd className="font-medium" aria-describedby={hint ? id : undefined}>
        {children ?? (
          <span title={t("unknown")}>
            <span aria-hidden>—</span>
            <span className="sr-only">{t("unknown")}</span>
          </span>
        )}
      </dd>
      {hint && children !== null ? (
        <dd id={id} className="text-small text-muted">
          {hint}
        </dd>
      ) : null}
    </div>
  );
}
