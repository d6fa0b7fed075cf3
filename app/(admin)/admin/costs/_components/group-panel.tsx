"use client";
import { useTranslations } from "use-intl";
import { GroupTable } from "@/components/costs/group-table";
import { useDays } from "@/components/costs/use-days";
import type { MonthCostsView } from "@/lib/ledger/get-month-costs";
import type { rankMonth } from "@/lib/ledger/rank-groups";
import { GroupTabs } from "./group-tabs";

interface GroupPanelProps {
  readonly costs: MonthCostsView;
  readonly ranked: ReturnType<typeof rankMonth>;
}

/** The month divided by whatever is asked. */
export function GroupPanel({ costs, ranked }: GroupPanelProps) {
  const t = useTranslations("costDesk");
  const tiers = useTranslations("tiers");
  const kinds = useTranslations("labels");
  const days = useDays();
  const { groupBy, labels, month } = costs;

  function nameOf(group: string): string {
    if (groupBy === "day") return days.day(group);
    if (groupBy === "tier" && tiers.has(group as never)) return tiers(group as never);
    if (groupBy === "label" && kinds.has(group as never)) return kinds(group as never);
    return labels[group] ?? group;
  }

  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <h2 className="font-semibold">{t("groups")}</h2>
        <GroupTabs month={month} current={groupBy} />
      </div>
      <GroupTable
        heading={t(`by.${groupBy}`)}
        ranked={ranked}
        nameOf={nameOf}
        providerName={(provider) => labels[provider] ?? provider}
        totalMicros={costs.totalMicros}
        isPartial={costs.isPartial}
        unsharedMicros={ranked.unsharedMicros}
      />
      <p className="max-w-prose text-small text-muted">{t("sharesNote")}</p>
    </section>
  );
}
