"use client";
import { useFormatter, useTranslations } from "use-intl";
import { CurveChart } from "@/components/charts/curve-chart";
import { Panel } from "@/components/ui/panel";
import type { PlanView } from "@/lib/planner/get-plan";
import { BreakEvenList, lettered } from "./break-even-list";

/** Where the scale of dollars begins: what is less is next to nothing. */
const FLOOR = 1;

/** What a month costs as the audience grows, and the sentences that the curves say. */
export function CurvePanel({ plan }: { plan: PlanView }) {
  const t = useTranslations("planner");
  const format = useFormatter();
  const dollars = (value: number) =>
    format.number(value, {
      ...{ style: "currency", currency: "USD", currencyDisplay: "narrowSymbol" },
      ...{ notation: "compact", maximumFractionDigits: 0 },
    });
  const labels = new Map(plan.providers.map(({ id, label }) => [id, label]));
  const curves = plan.curves.map(({ provider, points }) => ({
    id: provider,
    label: labels.get(provider) ?? provider,
    points: points.flatMap(({ viewers, micros }) =>
      micros === null ? [] : [{ x: viewers, y: Math.max(FLOOR, micros / 1e6) }],
    ),
  }));
  const highest = Math.max(10, ...curves.flatMap(({ points }) => points.map(({ y }) => y)));
  const told = lettered(plan.breakEvens);
  return (
    <Panel title={t("curves")}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        <div className="grid gap-3">
          <p className="text-small text-muted">{t("curvesAxes")}</p>
          <CurveChart
            name={t("curvesName", { hours: plan.wish.hours })}
            curves={curves}
            x={{ from: 1, to: 1_000_000 }}
            y={{ from: FLOOR, to: 10 ** Math.ceil(Math.log10(highest)) }}
            formatX={(value) => format.number(value, { notation: "compact" })}
            formatY={(value) =>
              value === FLOOR ? t("upToFloor", { amount: dollars(value) }) : dollars(value)
            }
            crossings={told.flatMap(({ letter, one }) =>
              letter !== null && one.type === "cheaper-from"
                ? [{ x: one.viewers, y: Math.max(FLOOR, one.micros / 1e6), label: letter }]
                : [],
            )}
            here={plan.wish.viewers > 0 ? plan.wish.viewers : null}
          />
        </div>
        <BreakEvenList told={told} plan={plan} />
      </div>
    </Panel>
  );
}
