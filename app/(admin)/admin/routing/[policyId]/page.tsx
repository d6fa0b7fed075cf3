import { ChevronLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { pageUser } from "@/app/_shell/page-actor";
import { Badge } from "@/components/ui/badge";
import { CONTENT_LABELS, TIERS } from "@/lib/db/schema";
import { isAppError } from "@/lib/errors";
import { getTranslator } from "@/lib/i18n/get-translator";
import { getPolicyDesk } from "@/lib/policies/get-policy-desk";
import { CreatorNames } from "../_components/creator-names";
import { PolicyEditor } from "./_components/policy-editor";
import { VersionView } from "./_components/version-view";

interface Props {
  params: Promise<{ policyId: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("routingDesk"))("metaTitle") };
}

export default async function PolicyPage({ params }: Props) {
  const { policyId } = await params;
  const actor = await pageUser(`/admin/routing/${policyId}`);
  // Whoever is no admin learns nothing, not even that there is such a page.
  if (actor.role !== "admin") notFound();
  const [t, desk] = await Promise.all([
    getTranslator("routingDesk"),
    getPolicyDesk(actor, policyId).catch((error: unknown) => {
      if (isAppError(error) && error.code === "not-found") notFound();
      throw error;
    }),
  ]);
  const { id, state, policy } = desk.version;
  const named = `readyMade.${policy.id}.name` as "readyMade.hybrid.name";
  return (
    <div className="mx-auto max-w-6xl px-4 py-6">
      <Link
        href="/admin/routing"
        prefetch={false}
        className="inline-flex min-h-8 items-center gap-1 text-accent hover:underline"
      >
        <ChevronLeft aria-hidden className="size-4" />
        {t("back")}
      </Link>
      <div className="mt-1 mb-6 flex flex-wrap items-center gap-3">
        <h1 className="min-w-0 text-title font-semibold break-words">
          {t.has(named) ? t(named) : policy.id}
        </h1>
        <Badge>{t(`state.${state}`)}</Badge>
      </div>
      <CreatorNames creators={desk.creators}>
        {state === "draft" ? (
          // A draft that comes back from the schedule begins anew.
          <PolicyEditor key={id} desk={desk} names={{ tiers: TIERS, labels: CONTENT_LABELS }} />
        ) : (
          <VersionView desk={desk} />
        )}
      </CreatorNames>
    </div>
  );
}
