import { Download, Tag } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { pageUser } from "@/app/_shell/page-actor";
import { MonthSwitcher } from "@/components/costs/month-switcher";
import { buttonStyle } from "@/components/ui/button";
import { getSpendMarks } from "@/lib/budgets/get-spend-marks";
import { getTranslator } from "@/lib/i18n/get-translator";
import { getMonthCosts } from "@/lib/ledger/get-month-costs";
import { getMonthDrift } from "@/lib/ledger/get-month-drift";
import { getMonthForecast } from "@/lib/ledger/get-month-forecast";
import { GroupBy, Month, monthBeside, monthOf } from "@/lib/ledger/month";
import { rankMonth } from "@/lib/ledger/rank-groups";
import { DayPanel } from "./_components/day-panel";
import { DriftPanel } from "./_components/drift-panel";
import { GroupPanel } from "./_components/group-panel";
import { InvoicePanel } from "./_components/invoice-panel";
import { PricesNotice } from "./_components/prices-notice";
import { TotalPanel } from "./_components/total-panel";

/** More names than this nobody reads; the CSV has them all. */
const MOST_ROWS = 100;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("costDesk"))("metaTitle") };
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function CostsPage({ searchParams }: Props) {
  const actor = await pageUser("/admin/costs");
  // Whoever is no admin learns nothing, not even that there is such a page.
  if (actor.role !== "admin") notFound();
  const query = await searchParams;
  const running = monthOf(Date.now());
  const asked = Month.safeParse(query.month).data ?? running;
  const month = asked > running ? running : asked;
  const groupBy = GroupBy.safeParse(query.by).data ?? "provider";
  const [t, costs, { days, forecast }, drift, marks] = await Promise.all([
    getTranslator("costDesk"),
    getMonthCosts(actor, { month, groupBy }),
    getMonthForecast(actor, month),
    getMonthDrift(actor, month),
    getSpendMarks(actor),
  ]);
  const hrefOf = (other: string) => `/admin/costs?${new URLSearchParams({ month: other, by: groupBy })}`;
  return (
    <div className="mx-auto max-w-6xl px-4 py-6">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <h1 className="text-title font-semibold">{t("title")}</h1>
        <div className="flex flex-wrap items-center gap-2">
          <MonthSwitcher
            month={month}
            earlierHref={hrefOf(monthBeside(month, -1))}
            laterHref={month < running ? hrefOf(monthBeside(month, 1)) : null}
          />
          <Link href="/admin/costs/prices" className={buttonStyle()}>
            <Tag aria-hidden />
            {t("prices")}
          </Link>
          <a href={`/admin/costs/month.csv?month=${month}`} download className={buttonStyle()}>
            <Download aria-hidden />
            {t("download")}
          </a>
        </div>
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {costs.prices.isOld ? <PricesNotice /> : null}
        <TotalPanel
          costs={costs}
          forecast={forecast}
          isRunning={month === running}
          hasUse={days.length > 0}
          marks={marks}
        />
        {days.length > 0 ? <DayPanel month={month} days={days} costs={costs} /> : null}
        <GroupPanel costs={costs} ranked={rankMonth(costs, MOST_ROWS)} />
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <InvoicePanel costs={costs} />
          <DriftPanel month={month} drift={drift} />
        </div>
      </div>
    </div>
  );
}
