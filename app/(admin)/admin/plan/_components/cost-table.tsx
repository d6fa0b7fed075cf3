"use client";
import { useTranslations } from "use-intl";
import { useDays } from "@/components/costs/use-days";
import { Table, Th } from "@/components/ui/table";
import type { PlanView } from "@/lib/planner/get-plan";
import { CostRow } from "./cost-row";

/** What the month costs at each provider, by each of its plans; each figure opens into its parts. */
export function CostTable({ plan }: { plan: PlanView }) {
  const t = useTranslations("planner");
  const costs = useTranslations("costs");
  const days = useDays();
  const { viewers, hours, channels } = plan.wish;
  const watchedHours = (viewers / channels) * hours;
  const best = plan.costs.filter(({ isBestPlan, totalMicros }) => isBestPlan && totalMicros !== null);
  const lowest = Math.min(...best.map(({ totalMicros }) => totalMicros ?? Number.POSITIVE_INFINITY));
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <h2 className="font-semibold">{t("costs")}</h2>
      <Table label={t("costs")} className="figures">
        <thead>
          <tr>
            <Th>{t("provider")}</Th>
            <Th className="text-right">{t("monthly")}</Th>
            <Th className="hidden text-right sm:table-cell">{t("perViewerHour")}</Th>
          </tr>
        </thead>
        <tbody className="[&>tr:last-child>td]:border-b-0">
          {plan.costs.map((row) => (
            <CostRow
              key={`${row.provider}/${row.plan}`}
              {...{ row, plan, watchedHours }}
              isLowest={row.isBestPlan && row.totalMicros === lowest}
            />
          ))}
        </tbody>
      </Table>
      <p className="text-small text-muted">{costs("prices", { day: days.day(plan.prices.checkedOn) })}</p>
    </section>
  );
}
