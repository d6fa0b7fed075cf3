import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { pageUser } from "@/app/_shell/page-actor";
import { isAppError } from "@/lib/errors";
import { getLocale, getTranslator } from "@/lib/i18n/get-translator";
import { getProviderDesk } from "@/lib/settings/get-provider-desk";
import { Standing } from "../_components/standing";
import { AbilityPanel } from "./_components/ability-panel";
import { HealthStrip } from "./_components/health-strip";
import { OptionsPanel } from "./_components/options-panel";
import { QuotaPanel } from "./_components/quota-panel";
import { TroublePanel } from "./_components/trouble-panel";
import { WebhookPanel } from "./_components/webhook-panel";

interface Props {
  params: Promise<{ id: string }>;
}

const load = cache(async (id: string) => {
  const actor = await pageUser(`/admin/providers/${encodeURIComponent(id)}`);
  // Whoever is no admin learns nothing, not even that there is such a page.
  if (actor.role !== "admin") notFound();
  try {
    return await getProviderDesk(actor, id, await getLocale());
  } catch (error) {
    if (isAppError(error) && error.code === "not-found") notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { state }] = await Promise.all([getTranslator("providerDesk"), load((await params).id)]);
  return { title: `${state.label} · ${t("metaTitle")}` };
}

export default async function ProviderPage({ params }: Props) {
  const [t, { state, options, webhook, corrections }] = await Promise.all([
    getTranslator("providerDesk"),
    load((await params).id),
  ]);
  // Whatever is saved makes the form anew: what was typed is gone from the browser.
  const revision = options.map(({ name, source, setAt }) => `${name}:${source}:${setAt}`).join();
  return (
    <div className="mx-auto max-w-6xl px-4 py-6">
      <Link href="/admin/providers" className="rounded text-accent underline-offset-4 hover:underline">
        {t("back")}
      </Link>
      <div className="mt-1 mb-6 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="text-title font-semibold">{state.label}</h1>
        <Standing state={state} />
      </div>
      {state.isConfigured ? <HealthStrip state={state} corrections={corrections} /> : null}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,5fr)_minmax(0,3fr)]">
        <OptionsPanel key={revision} state={state} options={options} />
        <div className="grid gap-4">
          {webhook ? <WebhookPanel webhook={webhook} /> : null}
          {state.isConfigured && state.capabilities.billing !== "none" ? (
            <QuotaPanel health={state.health} />
          ) : null}
          {state.isConfigured ? <TroublePanel state={state} /> : null}
          <AbilityPanel capabilities={state.capabilities} />
        </div>
      </div>
    </div>
  );
}
