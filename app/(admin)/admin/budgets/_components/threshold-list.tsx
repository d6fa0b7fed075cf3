"use client";
import { useFormatter, useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { Time } from "@/components/ui/time";
import type { Threshold } from "@/lib/costs/guards/budget";
import type { GuardState } from "@/lib/costs/guards/evaluate-budget";
import { HARD_CAP_GRACE_MS } from "@/lib/costs/guards/hard-cap";

interface ThresholdListProps {
  readonly thresholds: readonly Threshold[];
  readonly states: readonly GuardState[];
}

/** What happens at each amount, and whether it has. */
export function ThresholdList({ thresholds, states }: ThresholdListProps) {
  const t = useTranslations("budgets");
  const format = useFormatter();
  const money = (dollars: number) =>
    format.number(dollars, {
      ...{ style: "currency", currency: "USD", currencyDisplay: "narrowSymbol" },
      ...(Number.isInteger(dollars) ? { maximumFractionDigits: 0 } : {}),
    });
  return (
    <ul className="mt-5 grid border-t">
      {thresholds.map((threshold) => {
        const state = states.find((one) => one.threshold === threshold.id);
        return (
          <li key={threshold.id} className="grid gap-1 border-b py-3 last:border-b-0 last:pb-0">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="figures font-medium">
                {t(`at.${threshold.measure}`, { amount: money(threshold.atMicros / 1e6) })}
              </span>
              {state?.isPassed ? <Badge tone="rust">{t("passed")}</Badge> : <Badge>{t("notPassed")}</Badge>}
              {state?.isPassed ? (
                <span className="text-small text-muted">
                  <Time at={state.since} />
                </span>
              ) : null}
            </p>
            {threshold.advice ? <p>{t(`advice.${threshold.advice}`)}</p> : null}
            <ThresholdActions threshold={threshold} />
          </li>
        );
      })}
    </ul>
  );
}

function ThresholdActions({ threshold: { actions, mayAct } }: { threshold: Threshold }) {
  const t = useTranslations("budgets");
  if (actions.length === 0) return <p className="text-muted">{t("tells")}</p>;
  return (
    <>
      <ul className="list-disc pl-5">
        {actions.map((action) => (
          <li key={action.type} className={mayAct ? "" : "text-muted"}>
            {t(`acts.${action.type}`, {
              height: action.type === "cap-ladder" ? String(action.maxHeight) : "",
              minutes: HARD_CAP_GRACE_MS / 60_000,
            })}
          </li>
        ))}
      </ul>
      {mayAct ? null : <p className="text-muted">{t("mayNot")}</p>}
    </>
  );
}
