"use client";
import { useTranslations } from "use-intl";
import { DayChart } from "@/components/costs/day-chart";
import { Panel } from "@/components/ui/panel";
import type { MonthCostsView } from "@/lib/ledger/get-month-costs";
import type { GroupCost } from "@/lib/ledger/price-month";

interface DayPanelProps {
  readonly month: string;
  readonly days: readonly GroupCost[];
  readonly costs: Pick<MonthCostsView, "providers" | "labels">;
}

export function DayPanel({ month, days, costs }: DayPanelProps) {
  const t = useTranslations("costDesk");
  const providers = costs.providers.map(({ provider: id }) => ({ id, label: costs.labels[id] ?? id }));
  return (
    <Panel title={t("byDay")}>
      <DayChart month={month} days={days} providers={providers} />
    </Panel>
  );
}
