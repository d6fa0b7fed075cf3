import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageUser } from "@/app/_shell/page-actor";
import { EmptyState } from "@/components/ui/empty-state";
import { getBudgetDesk } from "@/lib/budgets/get-budget-desk";
import { getLocale, getTranslator } from "@/lib/i18n/get-translator";
import { describeNotice } from "@/lib/notices/describe-notice";
import { LADDER_CHOICES } from "@/lib/settings/tier-settings";
import { BudgetDialog } from "./_components/budget-dialog";
import { BudgetPanel } from "./_components/budget-panel";
import { StockPanel } from "./_components/stock-panel";
import { ToldPanel } from "./_components/told-panel";
import { WaysPanel } from "./_components/ways-panel";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("budgets"))("metaTitle") };
}

export default async function BudgetsPage() {
  const actor = await pageUser("/admin/budgets");
  // Whoever is no admin learns nothing, not even that there is such a page.
  if (actor.role !== "admin") notFound();
  const [t, locale, desk] = await Promise.all([
    getTranslator("budgets"),
    getLocale(),
    getBudgetDesk(actor, Date.now()),
  ]);
  const told = await Promise.all(
    desk.told.map(async ({ notice, deliveries }) => ({
      ...{ id: notice.id, createdAt: notice.createdAt, deliveries },
      words: await describeNotice(notice, locale),
    })),
  );
  const heights = LADDER_CHOICES.map(({ height }) => height);
  const { choices } = desk;
  return (
    <div className="mx-auto max-w-6xl px-4 py-6">
      <div className="mb-6 flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1 className="text-title font-semibold">{t("title")}</h1>
          <p className="mt-1 max-w-prose text-muted">{t("lead")}</p>
        </div>
        <BudgetDialog budget={null} heights={heights} choices={choices} />
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          {desk.budgets.length === 0 ? <EmptyState title={t("noneTitle")}>{t("none")}</EmptyState> : null}
          {desk.budgets.map((view) => (
            <BudgetPanel key={view.budget.id} {...{ view, choices, heights }} month={desk.month} />
          ))}
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <StockPanel stocks={desk.stocks} mayAct={desk.stocksMayAct} />
          <WaysPanel ways={desk.ways} />
        </div>
      </div>
      <ToldPanel told={told} />
    </div>
  );
}
