import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { pageUser } from "@/app/_shell/page-actor";
import { buttonStyle } from "@/components/ui/button";
import { getTranslator } from "@/lib/i18n/get-translator";
import { getRoutingDesk } from "@/lib/policies/get-routing-desk";
import { getSwitchFigures } from "@/lib/policies/get-switch-figures";
import { ActivePanel } from "./_components/active-panel";
import { CreatorNames } from "./_components/creator-names";
import { ReadyMadeCard } from "./_components/ready-made-card";
import { SwitchPanel } from "./_components/switch-panel";
import { VersionList } from "./_components/version-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("routingDesk"))("metaTitle") };
}

export default async function RoutingPage() {
  const actor = await pageUser("/admin/routing");
  // Whoever is no admin learns nothing, not even that there is such a page.
  if (actor.role !== "admin") notFound();
  const [t, desk] = await Promise.all([getTranslator("routingDesk"), getRoutingDesk(actor)]);
  const figures = desk.running ? await getSwitchFigures(actor) : null;
  return (
    <div className="mx-auto grid max-w-6xl grid-cols-[minmax(0,1fr)] gap-8 px-4 py-6">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1 className="text-title font-semibold">{t("title")}</h1>
          <p className="mt-1 max-w-prose text-muted">{t("lead")}</p>
        </div>
        {desk.running && desk.running.percent < 100 ? null : (
          <Link href="/admin/routing/switch" className={buttonStyle()}>
            {t("switchTitle")}
          </Link>
        )}
      </div>
      {desk.running && figures ? (
        <SwitchPanel running={desk.running} figures={figures} providers={desk.providers} />
      ) : null}
      <CreatorNames creators={desk.creators}>
        <ActivePanel desk={desk} />
      </CreatorNames>
      <VersionList desk={desk} />
      <section aria-labelledby="ready-made">
        <h2 id="ready-made" className="text-lead font-semibold">
          {t("readyMadeTitle")}
        </h2>
        <p className="mb-3 text-muted">{t("readyMadeLead")}</p>
        <ul className="grid grid-cols-[minmax(0,1fr)] gap-4 md:grid-cols-2">
          {desk.readyMade.map((one) => (
            <ReadyMadeCard key={one.policy.id} one={one} providers={desk.providers} />
          ))}
        </ul>
      </section>
    </div>
  );
}
