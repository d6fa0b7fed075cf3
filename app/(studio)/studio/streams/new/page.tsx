import type { Metadata } from "next";
import { pageCreator } from "@/app/_shell/page-actor";
import { CONTENT_LABELS, VISIBILITIES } from "@/lib/db/schema";
import { getTranslator } from "@/lib/i18n/get-translator";
import { getTierSettings } from "@/lib/settings/get-tier-settings";
import { planStream } from "@/lib/streams/plan-stream";
import { NewStreamForm } from "../_components/new-stream-form";
import { toWish } from "../_components/stream-wish";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("streams"))("newTitle") };
}

export default async function NewStreamPage() {
  const actor = await pageCreator("/studio/streams/new");
  const [t, settings] = await Promise.all([getTranslator("streams"), getTierSettings()]);
  const wish = toWish({ isRecorded: settings[actor.tier].isRecorded });
  return (
    <div className="mx-auto max-w-lg px-4 py-8">
      <h1 className="text-title font-semibold">{t("newTitle")}</h1>
      <p className="mt-1 text-muted">{t("newLead")}</p>
      <NewStreamForm
        contentLabels={CONTENT_LABELS}
        visibilities={VISIBILITIES}
        wish={wish}
        plan={await planStream(actor, wish)}
        retentionDays={settings[actor.tier].retentionDays}
      />
    </div>
  );
}
