import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageUser } from "@/app/_shell/page-actor";
import { Panel } from "@/components/ui/panel";
import { TIERS } from "@/lib/db/schema";
import { getTranslator } from "@/lib/i18n/get-translator";
import { getTierSettings } from "@/lib/settings/get-tier-settings";
import { LADDER_CHOICES, MAX_RETENTION_DAYS } from "@/lib/settings/tier-settings";
import { LadderForm } from "./_components/ladder-form";
import { RecordingForm } from "./_components/recording-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("tierSettings"))("metaTitle") };
}

export default async function TiersPage() {
  const actor = await pageUser("/admin/tiers");
  // Whoever is no admin learns nothing, not even that there is such a page.
  if (actor.role !== "admin") notFound();
  const [t, tiers, settings] = await Promise.all([
    getTranslator("tierSettings"),
    getTranslator("tiers"),
    getTierSettings(),
  ]);
  return (
    <div className="mx-auto max-w-6xl px-4 py-6">
      <h1 className="text-title font-semibold">{t("title")}</h1>
      <p className="mt-1 mb-6 max-w-prose text-muted">{t("lead")}</p>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-3">
        {TIERS.map((tier) => (
          <Panel key={tier} title={tiers(tier)}>
            <RecordingForm tier={tier} settings={settings[tier]} mostDays={MAX_RETENTION_DAYS} />
            <LadderForm tier={tier} ladder={settings[tier].ladder} choices={LADDER_CHOICES} />
          </Panel>
        ))}
      </div>
    </div>
  );
}
