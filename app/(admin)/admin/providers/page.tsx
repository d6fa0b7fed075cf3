import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageUser } from "@/app/_shell/page-actor";
import { getTranslator } from "@/lib/i18n/get-translator";
import { listProviderStates } from "@/lib/settings/list-provider-states";
import { ProviderPanel } from "./_components/provider-panel";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("providerDesk"))("metaTitle") };
}

export default async function ProvidersPage() {
  const actor = await pageUser("/admin/providers");
  // Whoever is no admin learns nothing, not even that there is such a page.
  if (actor.role !== "admin") notFound();
  const [t, states] = await Promise.all([getTranslator("providerDesk"), listProviderStates(actor)]);
  return (
    <div className="mx-auto max-w-6xl px-4 py-6">
      <h1 className="text-title font-semibold">{t("title")}</h1>
      <p className="mt-1 mb-6 max-w-prose text-muted">{t("lead")}</p>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2">
        {states.map((state) => (
          <ProviderPanel key={state.id} state={state} />
        ))}
      </div>
    </div>
  );
}
