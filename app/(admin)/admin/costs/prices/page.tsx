import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { pageUser } from "@/app/_shell/page-actor";
import { getTranslator } from "@/lib/i18n/get-translator";
import { getPriceDesk } from "@/lib/price-books/get-price-desk";
import { CheckedPanel } from "./_components/checked-panel";
import { PriceGroupPanel } from "./_components/price-group-panel";
import { PriceTable } from "./_components/price-table";
import { VersionList } from "./_components/version-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("costDesk"))("pricesTitle") };
}

export default async function PricesPage() {
  const actor = await pageUser("/admin/costs/prices");
  // Whoever is no admin learns nothing, not even that there is such a page.
  if (actor.role !== "admin") notFound();
  const [t, desk] = await Promise.all([getTranslator("costDesk"), getPriceDesk(actor)]);
  return (
    <div className="mx-auto max-w-6xl px-4 py-6">
      <Link href="/admin/costs" className="rounded text-accent underline-offset-2 hover:underline">
        ‹ {t("backToCosts")}
      </Link>
      <h1 className="mt-2 text-title font-semibold">{t("pricesTitle")}</h1>
      <p className="mt-1 mb-6 max-w-prose text-muted">{t("pricesLead")}</p>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <CheckedPanel desk={desk} />
        {desk.groups.map((group) => (
          <PriceGroupPanel key={group.provider} group={group} desk={desk} />
        ))}
        {desk.unused.length > 0 ? (
          <details className="rounded border bg-surface">
            <summary className="px-4 py-3 font-semibold">{t("otherPrices")}</summary>
            <div className="border-t p-4">
              <PriceTable label={t("otherPrices")} entries={desk.unused} desk={desk} />
            </div>
          </details>
        ) : null}
        <VersionList versions={desk.versions} />
      </div>
    </div>
  );
}
