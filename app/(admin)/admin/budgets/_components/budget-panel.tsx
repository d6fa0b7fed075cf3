"use client";
import { useFormatter, useTranslations } from "use-intl";
import { SpendBar } from "@/components/charts/spend-bar";
import { useMoney } from "@/components/costs/use-money";
import { Panel } from "@/components/ui/panel";
import type { BudgetDesk, BudgetView } from "@/lib/budgets/get-budget-desk";
import { BudgetDialog } from "./budget-dialog";
import { RemoveBudget } from "./remove-budget";
import { ThresholdList } from "./threshold-list";
import { useScopeWords } from "./use-scope-words";

interface BudgetPanelProps {
  readonly view: BudgetView;
  readonly month: string;
  readonly heights: readonly number[];
  readonly choices: BudgetDesk["choices"];
}

/** One budget: how much of it is spent, where the month is going, and what happens on the way. */
export function BudgetPanel({ view, month, heights, choices }: BudgetPanelProps) {
  const t = useTranslations("budgets");
  const format = useFormatter();
  const money = useMoney();
  const scope = useScopeWords();
  const { budget, whose, figures, states } = view;
  const title = scope(budget.scope.kind, whose);
  const { spentMicros, forecast, isPartial } = figures;
  const expected = forecast?.expectedMicros ?? null;
  const monthName = format.dateTime(new Date(`${month}-15T12:00:00Z`), {
    ...{ month: "long", year: "numeric", timeZone: "UTC" },
  });
  const round = (dollars: number) =>
    format.number(dollars, {
      ...{ style: "currency", currency: "USD", currencyDisplay: "narrowSymbol", maximumFractionDigits: 0 },
    });
  const spent = spentMicros === null ? t("unknown") : money(spentMicros);
  const spentWords = isPartial && spentMicros !== null ? t("atLeast", { amount: spent }) : spent;
  const pace =
    forecast && expected !== null
      ? t("expected", {
          expected: money(expected),
          low: money(forecast.lowMicros ?? expected),
          high: money(forecast.highMicros ?? expected),
        })
      : t("tooEarly");
  return (
    <Panel
      title={title}
      aside={
        <span className="flex shrink-0 gap-1">
          <BudgetDialog {...{ budget, heights, choices }} name={title} />
          <RemoveBudget id={budget.id} name={title} />
        </span>
      }
    >
      <p className="figures flex flex-wrap items-baseline gap-x-2">
        <span className="text-title font-semibold">{spentWords}</span>
        <span className="text-muted">{t("spentIn", { month: monthName })}</span>
      </p>
      <p className="figures mt-1 mb-4 text-muted">{pace}</p>
      <SpendBar
        name={`${spentWords} ${t("spentIn", { month: monthName })}. ${pace}`}
        spent={(spentMicros ?? 0) / 1e6}
        forecast={
          forecast && expected !== null
            ? {
                low: (forecast.lowMicros ?? expected) / 1e6,
                expected: expected / 1e6,
                high: (forecast.highMicros ?? expected) / 1e6,
              }
            : null
        }
        marks={budget.thresholds.map(({ atMicros }) => ({
          at: atMicros / 1e6,
          label: round(atMicros / 1e6),
        }))}
        format={round}
      />
      <ThresholdList thresholds={budget.thresholds} states={states} />
    </Panel>
  );
}
