"use client";
import { useTranslations } from "use-intl";
import type { Simulation } from "@/lib/policies/simulate-policy";
import { CostDifference } from "./simulated-cost";

/** How many streams go from where to where, most first; those that stay are not told. */
export function StreamFlows({ simulation }: { simulation: Simulation }) {
  const t = useTranslations("routingDesk");
  const way = useWay(simulation.labels);
  return (
    <div>
      <h3 className="text-small font-medium text-muted">{t("simulation.flows")}</h3>
      <ul className="divide-y">
        {simulation.flows
          .filter(({ from, to }) => from !== to)
          .map((flow) => (
            <li key={`${flow.from} ${flow.to}`} className="grid gap-0.5 py-2">
              <span>{way(flow)}</span>
              <span className="text-small text-muted">
                {t("simulation.streams", { count: flow.streams })}
                <CostDifference before={flow.before} after={flow.after} lead=" · " />
              </span>
            </li>
          ))}
      </ul>
    </div>
  );
}

/** The streams one by one, with whose they were. */
export function MovedStreams({ simulation }: { simulation: Simulation }) {
  const t = useTranslations("routingDesk");
  const way = useWay(simulation.labels);
  return (
    <section
      aria-label={t("simulation.list", { count: simulation.list.length })}
      className="max-h-80 overflow-y-auto border-t"
      {...{ tabIndex: 0 }}
    >
      <ul className="divide-y">
        {simulation.list.map((one) => (
          <li key={one.streamId} className="grid gap-0.5 py-2">
            <span className="min-w-0 break-words">
              {one.title}{" "}
              <span className="text-muted">{t("simulation.byCreator", { name: one.creator })}</span>
            </span>
            <span className="text-small text-muted">
              {way(one)}
              <CostDifference before={one.before} after={one.after} lead=" · " />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useWay(labels: Simulation["labels"]) {
  const t = useTranslations("routingDesk");
  const label = (id: string | null) => (id === null ? t("simulation.nowhere") : (labels[id] ?? id));
  return ({ from, to }: { from: string; to: string | null }) => `${label(from)} → ${label(to)}`;
}
