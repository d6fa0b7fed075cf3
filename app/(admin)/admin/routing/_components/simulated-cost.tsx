"use client";
import { useTranslations } from "use-intl";
import { useMoney } from "@/components/costs/use-money";
import type { Simulation } from "@/lib/policies/simulate-policy";

type Amount = Simulation["before"];

/** What the streams cost, and what they would have cost. */
export function SimulatedCost({ before, after }: { before: Amount; after: Amount }) {
  const t = useTranslations("routingDesk");
  const amount = useAmount();
  return (
    <dl className="grid grid-cols-2 gap-3">
      <div>
        <dt className="text-small text-muted">
          {t("simulation.cost")}, {t("simulation.costBefore")}
        </dt>
        <dd className="text-lead font-medium">{amount(before)}</dd>
      </div>
      <div>
        <dt className="text-small text-muted">
          {t("simulation.cost")}, {t("simulation.costAfter")}
        </dt>
        <dd className="text-lead font-medium">{amount(after)}</dd>
        <dd className="text-small text-muted">
          <CostDifference before={before} after={after} />
        </dd>
      </div>
    </dl>
  );
}

interface CostDifferenceProps {
  readonly before: Amount;
  readonly after: Amount;
  /** What stands between it and what comes before. */
  readonly lead?: string;
}

export function CostDifference({ before, after, lead = "" }: CostDifferenceProps) {
  const t = useTranslations("routingDesk");
  const money = useMoney();
  const difference = after.micros - before.micros;
  // Two sums of which nothing is known may differ by anything.
  if (difference === 0 && (before.isPartial || after.isPartial)) return null;
  const amount = money(Math.abs(difference));
  const words =
    difference === 0
      ? t("simulation.same")
      : t(difference > 0 ? "simulation.more" : "simulation.less", { amount });
  return `${lead}${words}`;
}

/** A sum of which parts are unknown is only a lower bound. */
function useAmount(): (one: Amount) => string {
  const t = useTranslations("routingDesk");
  const money = useMoney();
  return ({ micros, isPartial }) => {
    if (isPartial && micros === 0) return t("simulation.notKnown");
    return isPartial ? t("simulation.atLeast", { amount: money(micros) }) : money(micros);
  };
}
