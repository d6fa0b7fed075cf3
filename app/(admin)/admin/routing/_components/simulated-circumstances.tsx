"use client";
import { Info } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Simulation } from "@/lib/policies/simulate-policy";

/** What stands in the providers' way, where a rehearsal takes them as they are now. */
export function SimulatedCircumstances({ simulation }: { simulation: Simulation }) {
  const t = useTranslations("routingDesk");
  const { circumstances, hindrances, labels, streams } = simulation;
  if (circumstances === "all-well") return null;
  return (
    <div>
      <h3 className="text-small font-medium text-muted">{t("simulation.hindrances")}</h3>
      {hindrances.length === 0 ? <p>{t("simulation.notHindered")}</p> : null}
      <ul className="mt-1 grid gap-1">
        {hindrances.map(({ provider, because, streams: count }) => {
          const what = t(`simulation.hindrance.${because}`, { provider: labels[provider] ?? provider });
          return (
            <li key={`${provider} ${because}`} className="flex items-start gap-1.5">
              <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
              {count < streams ? t("simulation.hindranceOf", { what, count }) : what}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
