"use client";
import { useTranslations } from "use-intl";
import { useFigures } from "@/components/streams/use-figures";
import type { ProviderState } from "@/lib/settings/list-provider-states";
import { Figure } from "../../_components/figure";
import { PauseNotice } from "../../_components/pause-notice";

interface HealthStripProps {
  readonly state: ProviderState;
  readonly corrections: number;
}

/** How it answered lately, in one line. */
export function HealthStrip({ state, corrections }: HealthStripProps) {
  const t = useTranslations("providerDesk");
  const figures = useFigures();
  const { health, streamsOnAir } = state;
  return (
    <section aria-label={t("health")} className="mb-4 grid gap-4">
      <PauseNotice state={state} />
      <dl className="figures grid grid-cols-2 gap-x-4 gap-y-4 rounded border bg-surface p-4 md:grid-cols-4">
        <Figure name={t("onAir")} value={figures.number(streamsOnAir, 0)} />
        <Figure name={t("calls")} value={figures.number(health.calls, 0)} />
        <Figure
          name={t("answer")}
          value={health.p95Ms === null ? t("none") : t("ms", { ms: Math.round(health.p95Ms) })}
          {...(health.p95Ms === null ? { hint: t("notAsked") } : {})}
        />
        <Figure name={t("corrections")} value={figures.number(corrections, 0)} hint={t("correctionsHint")} />
      </dl>
    </section>
  );
}
