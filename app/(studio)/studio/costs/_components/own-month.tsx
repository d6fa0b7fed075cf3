"use client";
import { useTranslations } from "use-intl";
import { Amount } from "@/components/costs/amount";
import { DayChart } from "@/components/costs/day-chart";
import { GroupTable } from "@/components/costs/group-table";
import { useDays } from "@/components/costs/use-days";
import type { CreatorMonthCosts } from "@/lib/ledger/get-month-costs";
import type { RankedGroups } from "@/lib/ledger/rank-groups";

/** A creator's own month: shares, day by day. */
export function OwnMonth({ costs, ranked }: { costs: CreatorMonthCosts; ranked: RankedGroups }) {
  const t = useTranslations("costDesk");
  const words = useDays();
  const { month, groups, labels, totalMicros, isPartial, prices } = costs;
  if (groups.length === 0)
    return <p className="text-muted">{t("ownEmpty", { month: words.month(month) })}</p>;
  const providers = [...new Set(groups.map(({ provider }) => provider))].map((id) => ({
    ...{ id, label: labels[id] ?? id },
  }));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <section className="grid gap-4 rounded border bg-surface p-4">
        <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
          <p>
            <strong className="figures text-title font-semibold">
              <Amount micros={totalMicros} isPartial={isPartial} />
            </strong>{" "}
            <span className="text-muted">{t("spent", { month: words.month(month) })}</span>
          </p>
          <p className="text-small text-muted">{t("checked", { day: words.day(prices.checkedOn) })}</p>
        </div>
        <DayChart month={month} days={groups} providers={providers} />
      </section>
      <GroupTable
        heading={t("by.day")}
        ranked={ranked}
        nameOf={words.day}
        providerName={(provider) => labels[provider] ?? provider}
        totalMicros={totalMicros}
        isPartial={isPartial}
        unsharedMicros={0}
      />
      <p className="max-w-prose text-small text-muted">{t("sharesNote")}</p>
    </div>
  );
}
