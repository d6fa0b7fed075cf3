"use client";
import { ChevronRight, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import type { Simulation } from "@/lib/policies/simulate-policy";
import { SimulatedCost } from "./simulated-cost";
import { MovedStreams, StreamFlows } from "./simulated-moves";
import type { useSimulation } from "./use-simulation";

const CHOICES = [7, 30, 90] as const;

/** What a policy would have done with the streams of the last days. Nothing before it was asked for. */
export function SimulationPanel({ rehearsal }: { rehearsal: ReturnType<typeof useSimulation> }) {
  const t = useTranslations("routingDesk");
  const { simulation, failure, busy, days, simulate } = rehearsal;
  if (failure)
    return (
      <Notice tone="rust" role="alert">
        {failure}
      </Notice>
    );
  if (!simulation) return null;
  return (
    <Panel title={t("simulation.title")}>
      <div aria-busy={busy} className="grid gap-4">
        <Select
          aria-label={t("simulation.days")}
          value={days}
          disabled={busy}
          onChange={({ target }) => simulate(Number(target.value))}
          className="w-36"
        >
          {CHOICES.map((count) => (
            <option key={count} value={count}>
              {t("simulation.daysCount", { count })}
            </option>
          ))}
        </Select>
        <div role="status" className="figures grid gap-4">
          {simulation.streams === 0 ? <p>{t("simulation.none")}</p> : <Told simulation={simulation} />}
        </div>
      </div>
    </Panel>
  );
}

function Told({ simulation }: { simulation: Simulation }) {
  const t = useTranslations("routingDesk");
  const { streams, moved, list } = simulation;
  const warnings = useWarnings(simulation);
  return (
    <>
      <p className="font-medium">{t("simulation.moved", { streams, moved })}</p>
      {warnings.length > 0 ? (
        <ul className="grid gap-1">
          {warnings.map((sentence) => (
            <li key={sentence} className="flex items-start gap-1.5 text-fair">
              <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
              {sentence}
            </li>
          ))}
        </ul>
      ) : null}
      <SimulatedCost before={simulation.before} after={simulation.after} />
      {moved > 0 ? <StreamFlows simulation={simulation} /> : null}
      {list.length > 0 ? (
        <details className="group">
          <summary className="flex min-h-9 items-center gap-1 text-accent">
            <ChevronRight
              aria-hidden
              className="size-4 shrink-0 transition-transform duration-100 group-open:rotate-90"
            />
            {list.length < moved
              ? t("simulation.listMost", { count: list.length })
              : t("simulation.list", { count: moved })}
          </summary>
          <MovedStreams simulation={simulation} />
        </details>
      ) : null}
      <p className="text-small text-muted">
        {t("simulation.costHint")} {t("simulation.atTheirBest")}
      </p>
    </>
  );
}

function useWarnings({ unroutable, lostWishes, tooSmall, losses, labels }: Simulation): readonly string[] {
  const t = useTranslations("routingDesk");
  const feature = (name: string) => {
    const known = `simulation.feature.${name}` as "simulation.feature.wish-dvr";
    return t.has(known) ? t(known) : name;
  };
  return [
    ...(unroutable > 0 ? [t("simulation.unroutable", { count: unroutable })] : []),
    ...tooSmall.map(({ provider, streams: count }) =>
      t("simulation.tooSmall", { count, provider: labels[provider] ?? provider }),
    ),
    ...losses.map((one) => t("simulation.lost", { count: one.streams, feature: feature(one.feature) })),
    ...(lostWishes > 0 ? [t("simulation.lostWishes", { count: lostWishes })] : []),
  ];
}
