import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageUser } from "@/app/_shell/page-actor";
import { listDeeds } from "@/lib/audit/list-deeds";
import { getSpendMarks } from "@/lib/budgets/get-spend-marks";
import { getLocale, getTranslator } from "@/lib/i18n/get-translator";
import { getMonthCosts } from "@/lib/ledger/get-month-costs";
import { getMonthForecast } from "@/lib/ledger/get-month-forecast";
import { monthOf } from "@/lib/ledger/month";
import { describeNotice } from "@/lib/notices/describe-notice";
import { listNotices } from "@/lib/notices/list-notices";
import { listProviderStates } from "@/lib/settings/list-provider-states";
import { listOnAir } from "@/lib/streams/list-on-air";
import { DeedPanel } from "./_components/deed-panel";
import { NoticePanel } from "./_components/notice-panel";
import { OnAirPanel } from "./_components/on-air-panel";
import { ProviderStrip } from "./_components/provider-strip";
import { TotalPanel } from "./costs/_components/total-panel";

const MOST_STREAMS = 12;
const MOST_NOTICES = 5;
const MOST_DEEDS = 10;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("overview"))("title") };
}

export default async function OverviewPage() {
  const actor = await pageUser("/admin");
  // Whoever is no admin learns nothing, not even that there is such a page.
  if (actor.role !== "admin") notFound();
  const month = monthOf(Date.now());
  const [t, locale, onAir, states, costs, { days, forecast }, marks, notices, deeds] = await Promise.all([
    getTranslator("overview"),
    getLocale(),
    listOnAir(actor, MOST_STREAMS),
    listProviderStates(actor),
    getMonthCosts(actor, { month, groupBy: "provider" }),
    getMonthForecast(actor, month),
    getSpendMarks(actor),
    listNotices(actor, { limit: MOST_NOTICES }),
    listDeeds(actor, MOST_DEEDS),
  ]);
  const told = await Promise.all(
    notices.map(async (notice) => ({
      ...{ id: notice.id, at: notice.createdAt, isRead: notice.isRead },
      ...(await describeNotice(notice, locale)),
    })),
  );
  return (
    <div className="mx-auto grid max-w-6xl grid-cols-[minmax(0,1fr)] gap-4 px-4 py-6">
      <h1 className="text-title font-semibold">{t("title")}</h1>
      <ProviderStrip states={states} />
      <TotalPanel costs={costs} forecast={forecast} isRunning hasUse={days.length > 0} marks={marks} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <OnAirPanel {...onAir} />
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <NoticePanel notices={told} />
          <DeedPanel deeds={deeds} />
        </div>
      </div>
    </div>
  );
}
