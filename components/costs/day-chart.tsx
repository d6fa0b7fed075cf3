"use client";
import { useTranslations } from "use-intl";
import { ColumnChart } from "@/components/charts/column-chart";
import type { GroupCost } from "@/lib/ledger/price-month";
import { useDays } from "./use-days";
import { useMoney } from "./use-money";

interface DayChartProps {
  readonly month: string;
  readonly days: readonly GroupCost[];
  /** In the order in which they stand on each other, each with its name. */
  readonly providers: readonly { readonly id: string; readonly label: string }[];
}

/** Each day of a month, also those to come: providers stand on each other. */
export function DayChart({ month, days, providers }: DayChartProps) {
  const t = useTranslations("costDesk");
  const money = useMoney();
  const words = useDays();
  const used = new Set(days.map(({ group }) => group));
  const amounts = new Map(days.map((one) => [`${one.group}/${one.provider}`, one.amountMicros]));
  const columns = allDays(month).map((day) => ({
    key: day,
    label: words.short(day),
    values: providers.map(
      ({ id }) => amounts.get(`${day}/${id}`) ?? (amounts.has(`${day}/${id}`) ? null : 0),
    ),
  }));
  const total = days.reduce((sum, { amountMicros }) => sum + (amountMicros ?? 0), 0);
  return (
    <ColumnChart
      name={t("chart", { month: words.month(month) })}
      series={providers}
      columns={columns}
      format={money}
      summary={t("shared", { amount: money(total), count: used.size })}
      unknown={t("partlyUnknown")}
    />
  );
}

function allDays(month: string): readonly string[] {
  const [year = 0, number = 0] = month.split("-").map(Number);
  const count = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return Array.from({ length: count }, (_, index) => `${month}-${String(index + 1).padStart(2, "0")}`);
}
