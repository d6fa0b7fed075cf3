"use client";
import { ChevronRight, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import type { Simulation } from "@/lib/policies/simulate-policy";
import { SimulatedCircumstances } from "./simulated-circumstances";
import { SimulatedCost } from "./simulated-cost";
import { MovedStreams, StreamFlows } from "./simulated-moves";
import type { useSimulation } from "./use-simulation";

const DAYS = [7, 30, 90] as const;
const CIRCUMSTANCES = ["all-well", "as-now"] as const;

/** What a policy would have done with the streams of the last days. Nothing before it was asked for. */
export function SimulationPanel({ rehearsal }: { rehearsal: ReturnType<typeof useSimulation> }) {
  const t = useTranslations("routingDesk");
  const { simulation, failure, busy, asked, simulate } = rehearsal;
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
        <div className="flex flex-wrap gap-2">
          <Select
            aria-label={t("simulation.days")}
            value={asked.days}
            disabled={busy}
            onChange={({ target }) => simulate({ days: Number(target.value) })}
            className="w-28"
          >
            {DAYS.map((count) => (
              <option key={count} value={count}>
                {t("simulation.daysCount", { count })}
              </option>
            ))}
          </Select>
          <Select
            aria-label={t("simulation.circumstances")}
            value={asked.circumstances}
            disabled={busy}
            onChange={({ target }) => {
              const circumstances = CIRCUMSTANCES.find((one) => one === target.value);
              if (circumstances) simulate({ circumstances });
            }}
            className="min-w-0 flex-1 basis-44"
          >
            {CIRCUMSTANCES.map((one) => (
              <option key={one} value={one}>
                {t(`simulation.circumstance.${one}`)}
              </option>
            ))}
          </Select>
        </div>
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
      <SimulatedCircumstances simulation={simulation} />
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
        {t("simulation.costHint")}{" "}
        {t(simulation.circumstances === "all-well" ? "simulation.atTheirBest" : "simulation.asNow")}
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
