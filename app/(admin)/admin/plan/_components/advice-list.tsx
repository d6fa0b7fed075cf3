"use client";
import { Check, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useMoney } from "@/components/costs/use-money";
import { Badge } from "@/components/ui/badge";
import type { AdviceReason } from "@/lib/costs/advisor/advise";
import type { PlanView } from "@/lib/planner/get-plan";

/** Providers, best first, with what speaks for and against each and what would say more. */
export function AdviceList({ plan }: { plan: PlanView }) {
  const t = useTranslations("planner");
  const reason = useReasonWords();
  const labels = new Map(plan.providers.map(({ id, label }) => [id, label]));
  const isUndecided = plan.advice.every(
    ({ speaksFor, speaksAgainst }) => speaksFor.length + speaksAgainst.length === 0,
  );
  return (
    <div>
      <h3 className="mb-2 font-medium">{t("ranking")}</h3>
      {isUndecided ? <p className="mb-3 text-muted">{t("undecided")}</p> : null}
      <ol className="grid gap-3">
        {plan.advice.map(({ provider, isPossible, speaksFor, speaksAgainst, open }, index) => (
          <li key={provider} className="rounded border p-3">
            <p className="flex items-center gap-2 font-medium">
              <span className="figures text-muted">{index + 1}</span>
              {labels.get(provider) ?? provider}
              {isPossible ? null : <Badge tone="fair">{t("impossible")}</Badge>}
            </p>
            <ul className="figures mt-1 grid gap-1">
              {speaksFor.map((one) => (
                <Reason key={reason(one, true)} icon={<Check className="text-good" />} word={t("speaksFor")}>
                  {reason(one, true)}
                </Reason>
              ))}
              {speaksAgainst.map((one) => (
                <Reason key={reason(one, false)} icon={<X className="text-rust" />} word={t("speaksAgainst")}>
                  {reason(one, false)}
                </Reason>
              ))}
            </ul>
            {open.length > 0 ? (
              <p className="mt-1 text-small text-muted">
                {t("stillOpen", {
                  items: open
                    .map((one) => (one === "budget" ? t("openBudget") : t(`questions.${one}`)))
                    .join(" · "),
                })}
              </p>
            ) : null}
          </li>
        ))}
      </ol>
    </div>
  );
}

function Reason({ icon, word, children }: { icon: ReactNode; word: string; children: ReactNode }) {
  return (
    <li className="flex items-start gap-2">
      <span aria-hidden className="mt-0.5 [&_svg]:size-4">
        {icon}
      </span>
      <span>
        <span className="sr-only">{word}: </span>
        {children}
      </span>
    </li>
  );
}

/** A budget is told by what it should be where it fits, and by what it is where it does not. */
function useReasonWords(): (reason: AdviceReason, isFor: boolean) => string {
  const t = useTranslations("planner");
  const money = useMoney();
  return (reason, isFor) => {
    if (reason.type === "answered") {
      const statement = t(`questions.${reason.question}`);
      return reason.answer ? t("reasonYes", { statement }) : t("reasonNo", { statement });
    }
    if (reason.type === "too-many-viewers") return t("tooManyReason", { count: reason.most });
    if (reason.type === "over-budget")
      return t("overBudget", { cost: money(reason.costMicros), budget: money(reason.budgetMicros) });
    const amount = money(reason.micros);
    if (reason.type === "budget-at-least")
      return isFor ? t("budgetAtLeast", { amount }) : t("budgetNotAtLeast", { amount });
    return isFor ? t("budgetBelow", { amount }) : t("budgetNotBelow", { amount });
  };
}
