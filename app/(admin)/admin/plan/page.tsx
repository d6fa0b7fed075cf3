import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { pageUser } from "@/app/_shell/page-actor";
import { getTranslator } from "@/lib/i18n/get-translator";
import { getPlan } from "@/lib/planner/get-plan";
import { AdvisorPanel } from "./_components/advisor-panel";
import { CostTable } from "./_components/cost-table";
import { CurvePanel } from "./_components/curve-panel";
import { FigureTable } from "./_components/figure-table";
import { PlanForm } from "./_components/plan-form";
import { readPlanQuery } from "./read-plan-query";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator("planner"))("metaTitle") };
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function PlanPage({ searchParams }: Props) {
  const actor = await pageUser("/admin/plan");
  // Whoever is no admin learns nothing, not even that there is such a page.
  if (actor.role !== "admin") notFound();
  const { typed, plan, wrong } = readPlanQuery(await searchParams);
  const [t, view] = await Promise.all([getTranslator("planner"), plan ? getPlan(actor, plan) : null]);
  return (
    <div className="mx-auto max-w-6xl px-4 py-6">
      <h1 className="text-title font-semibold">{t("title")}</h1>
      <p className="mt-1 mb-6 max-w-prose text-muted">{t("lead")}</p>
      <PlanForm typed={typed} wrong={wrong}>
        {view ? (
          <>
            <CostTable plan={view} />
            <CurvePanel plan={view} />
          </>
        ) : null}
      </PlanForm>
      {view ? (
        <div className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-4">
          <FigureTable plan={view} />
          <AdvisorPanel plan={view} budget={typed.budget} />
        </div>
      ) : null}
    </div>
  );
}
