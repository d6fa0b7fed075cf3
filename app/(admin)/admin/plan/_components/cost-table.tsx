"use client";
import { useTranslations } from "use-intl";
import { Amount } from "@/components/costs/amount";
import { useDays } from "@/components/costs/use-days";
import { useMoney } from "@/components/costs/use-money";
import { usePlanName } from "@/components/costs/use-plan-name";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { Table, Td, Th } from "@/components/ui/table";
import type { PlanView } from "@/lib/planner/get-plan";

type Row = PlanView["costs"][number];

/** What the month costs at each provider, by each of its plans. */
export function CostTable({ plan }: { plan: PlanView }) {
  const t = useTranslations("planner");
  const costs = useTranslations("costs");
  const money = useMoney();
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
            <tr key={`${row.provider}/${row.plan}`} className={cn(row.isBestPlan || "text-muted")}>
              <Td>
                <Name row={row} plan={plan} isLowest={row.isBestPlan && row.totalMicros === lowest} />
              </Td>
              <Td className="text-right whitespace-nowrap">
                <span className={cn(row.isBestPlan && "font-medium")}>
                  {row.tooManyViewersFor === null ? (
                    <Amount
                      micros={row.priced.totalMicros}
                      isPartial={row.totalMicros === null && row.priced.totalMicros !== null}
                    />
                  ) : (
                    "—"
                  )}
                </span>
              </Td>
              <Td className="hidden text-right whitespace-nowrap sm:table-cell">
                {row.totalMicros === null || watchedHours === 0 ? "—" : money(row.totalMicros / watchedHours)}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="text-small text-muted">{costs("prices", { day: days.day(plan.prices.checkedOn) })}</p>
    </section>
  );
}

function Name({ row, plan, isLowest }: { row: Row; plan: PlanView; isLowest: boolean }) {
  const t = useTranslations("planner");
  const costs = useTranslations("costs");
  const desk = useTranslations("costDesk");
  const planName = usePlanName();
  const provider = plan.providers.find(({ id }) => id === row.provider);
  const notes = [
    row.plan === null ? desk("noPlan") : planName(row.plan),
    row.servers !== null && row.servers > 1 ? t("servers", { count: row.servers }) : null,
    plan.requiring.includes(`${row.provider}/${row.plan}`) ? t("requires") : null,
    row.tooManyViewersFor === null ? null : t("tooMany", { count: row.tooManyViewersFor }),
    provider?.isConfigured ? null : costs("notSetUp"),
  ];
  return (
    <>
      <span className={cn(row.isBestPlan && "font-medium")}>{provider?.label ?? row.provider}</span>
      {isLowest ? (
        <Badge tone="accent" className="ml-2">
          {t("lowest")}
        </Badge>
      ) : null}
      <span className="block text-small text-muted">{notes.filter(Boolean).join(" · ")}</span>
    </>
  );
}
