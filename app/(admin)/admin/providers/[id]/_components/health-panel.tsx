"use client";
import { useTranslations } from "use-intl";
import { useFigures } from "@/components/streams/use-figures";
import { Panel } from "@/components/ui/panel";
import type { ProviderState } from "@/lib/settings/list-provider-states";
import { FaultList } from "../../_components/fault-list";
import { Figure } from "../../_components/figure";
import { OrphanSweep } from "../../_components/orphan-sweep";
import { PauseNotice } from "../../_components/pause-notice";

interface HealthPanelProps {
  readonly state: ProviderState;
  readonly corrections: number;
}

/** How it answered lately, what went wrong, and what may be left over there. */
export function HealthPanel({ state, corrections }: HealthPanelProps) {
  const t = useTranslations("providerDesk");
  const figures = useFigures();
  const { id, label, health, streamsOnAir } = state;
  return (
    <Panel title={t("health")}>
      <div className="grid gap-4">
        <PauseNotice state={state} />
        <dl className="figures grid grid-cols-2 gap-x-3 gap-y-4">
          <Figure name={t("onAir")} value={figures.number(streamsOnAir, 0)} />
          <Figure name={t("calls")} value={figures.number(health.calls, 0)} />
          <Figure
            name={t("answer")}
            value={health.p95Ms === null ? t("none") : t("ms", { ms: Math.round(health.p95Ms) })}
            {...(health.p95Ms === null ? { hint: t("notAsked") } : {})}
          />
          <Figure
            name={t("corrections")}
            value={figures.number(corrections, 0)}
            hint={t("correctionsHint")}
          />
        </dl>
        <FaultList faults={health.faults} />
        <OrphanSweep id={id} label={label} />
      </div>
    </Panel>
  );
}
