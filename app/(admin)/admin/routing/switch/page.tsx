import { ChevronLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { pageUser } from "@/app/_shell/page-actor";
import { Notice } from "@/components/ui/notice";
import { getTranslator } from "@/lib/i18n/get-translator";
import { getRoutingDesk, type RoutingDesk } from "@/lib/policies/get-routing-desk";
import { getSwitchPlan } from "@/lib/policies/get-switch-plan";
import { listPrimaries } from "@/lib/routing/stage-switch";
import { CreatorNames } from "../_components/creator-names";
import { FIRST_STEPS, nextStep } from "../_components/switch-steps";
import { SwitchForm } from "./_components/switch-form";
import { SwitchPreview } from "./_components/switch-preview";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("routingDesk"))("switchTitle") };
}

type Query = Record<string, string | string[] | undefined>;

export default async function SwitchPage({ searchParams }: { searchParams: Promise<Query> }) {
  const actor = await pageUser("/admin/routing/switch");
  // Whoever is no admin learns nothing, not even that there is such a page.
  if (actor.role !== "admin") notFound();
  const [t, desk, query] = await Promise.all([
    getTranslator("routingDesk"),
    getRoutingDesk(actor),
    searchParams,
  ]);
  const { sources, targets, chosen, isAsked } = readChoice(desk, query);
  const next = stepOf(desk);
  const canSwitch = !next && targets.some(({ id }) => id !== chosen.from);
  const isPlanned = canSwitch && isAsked && chosen.from !== chosen.to;
  const step = next ?? (isPlanned ? chosen : null);
  const plan = step && (await getSwitchPlan(actor, step));
  return (
    <div className="mx-auto grid max-w-6xl grid-cols-[minmax(0,1fr)] gap-6 px-4 py-6">
      <div>
        <Link
          href="/admin/routing"
          prefetch={false}
          className="inline-flex min-h-8 items-center gap-1 text-accent hover:underline"
        >
          <ChevronLeft aria-hidden className="size-4" />
          {t("back")}
        </Link>
        <h1 className="mt-1 text-title font-semibold">{t("switchTitle")}</h1>
        <p className="mt-1 max-w-prose text-muted">{t("switchLead")}</p>
      </div>
      {canSwitch ? <SwitchForm {...{ sources, targets, chosen }} /> : null}
      {canSwitch || next ? null : <Notice tone="info">{t("switchNoTarget")}</Notice>}
      {canSwitch && isAsked && !isPlanned ? <Notice tone="fair">{t("switchSame")}</Notice> : null}
      {plan ? (
        <CreatorNames creators={desk.creators}>
          <SwitchPreview plan={plan} isFirst={next === null} providers={desk.providers} />
        </CreatorNames>
      ) : null}
    </div>
  );
}

/** Of a switch under way, the step that comes next. */
function stepOf({ running }: RoutingDesk) {
  const percent = running && nextStep(running.percent);
  return running && percent ? { from: running.from, to: running.to, percent } : null;
}

/** What was chosen, or what to begin with: away from what carries the rest. Never what can't be chosen. */
function readChoice({ policy, providers }: RoutingDesk, query: Query) {
  const first = listPrimaries(policy);
  const sources = providers.filter(({ id }) => first.includes(id));
  const targets = providers.filter(({ isConfigured }) => isConfigured);
  const isOf = (list: typeof providers, id: unknown) => list.find((one) => one.id === id)?.id;
  const from = isOf(sources, query.from) ?? isOf(sources, policy.otherwise[0]) ?? "";
  const to = isOf(targets, query.to) ?? targets.find(({ id }) => id !== from)?.id ?? "";
  const percent = FIRST_STEPS.find((step) => String(step) === query.percent) ?? FIRST_STEPS[0];
  const isAsked = query.from !== undefined && query.to !== undefined;
  return { sources, targets, chosen: { from, to, percent }, isAsked };
}
