import type { Metadata } from "next";
import Link from "next/link";
import { pageCreator } from "@/app/_shell/page-actor";
import { ScopedMessages } from "@/app/_shell/scoped-messages";
import { MonthSwitcher } from "@/components/costs/month-switcher";
import { buttonStyle } from "@/components/ui/button";
import { getTranslator } from "@/lib/i18n/get-translator";
import { getCreatorMonthCosts } from "@/lib/ledger/get-month-costs";
import { Month, monthBeside, monthOf } from "@/lib/ledger/month";
import { rankGroups } from "@/lib/ledger/rank-groups";
import { OwnMonth } from "./_components/own-month";

const MOST_DAYS = 31;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("costDesk"))("ownMetaTitle") };
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function OwnCostsPage({ searchParams }: Props) {
  const actor = await pageCreator("/studio/costs");
  const query = await searchParams;
  const running = monthOf(Date.now());
  const asked = Month.safeParse(query.month).data ?? running;
  const month = asked > running ? running : asked;
  const [t, costs] = await Promise.all([getTranslator("costDesk"), getCreatorMonthCosts(actor, month)]);
  const hrefOf = (other: string) => `/studio/costs?month=${other}`;
  return (
    <ScopedMessages namespaces={["costDesk"]}>
      <div className="mx-auto max-w-6xl px-4 py-6">
        <div className="mb-1 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <h1 className="text-title font-semibold">{t("ownTitle")}</h1>
          <div className="flex flex-wrap items-center gap-2">
            <MonthSwitcher
              month={month}
              earlierHref={hrefOf(monthBeside(month, -1))}
              laterHref={month < running ? hrefOf(monthBeside(month, 1)) : null}
            />
            <Link href="/studio/streams" className={buttonStyle()}>
              {t("ownAction")}
            </Link>
          </div>
        </div>
        <p className="mb-6 max-w-prose text-muted">{t("ownLead")}</p>
        <OwnMonth costs={costs} ranked={rankGroups(costs.groups, MOST_DAYS, true)} />
      </div>
    </ScopedMessages>
  );
}
