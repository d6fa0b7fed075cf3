"use client";
import { useTranslations } from "use-intl";
import { Amount } from "@/components/costs/amount";
import { CostLines } from "@/components/costs/cost-lines";
import { usePlanName } from "@/components/costs/use-plan-name";
import { Panel } from "@/components/ui/panel";
import { daysInMonth } from "@/lib/costs/price-book/price-units";
import type { MonthCostsView } from "@/lib/ledger/get-month-costs";

/** Each provider's month as it would be billed, part by part. */
export function InvoicePanel({ costs }: { costs: MonthCostsView }) {
  const t = useTranslations("costDesk");
  const words = useTranslations("costs");
  const planName = usePlanName();
  return (
    <Panel title={t("invoices")}>
      <p className="mb-3 text-muted">{t("invoicesLead")}</p>
      <ul className="grid grid-cols-[minmax(0,1fr)] divide-y divide-line">
        {costs.providers.map(({ provider, plan, lines, totalMicros, unknown }) => (
          <li key={provider} className="py-3 first:pt-0 last:pb-0">
            <details>
              <summary className="flex list-none items-baseline gap-3 rounded">
                <span aria-hidden className="text-muted">
                  ›
                </span>
                <span className="min-w-0">
                  <span className="font-medium">{costs.labels[provider] ?? provider}</span>
                  <span className="block text-small text-muted sm:ml-2 sm:inline">
                    {plan === null ? t("noPlan") : t("plan", { plan: planName(plan) })}
                  </span>
                </span>
                <span className="figures ml-auto text-right font-medium">
                  <Amount micros={totalMicros} isPartial={unknown.length > 0 && totalMicros !== null} />
                </span>
              </summary>
              {lines.length > 0 ? (
                <div className="mt-3">
                  <CostLines lines={lines} daysInMonth={daysInMonth(costs.month)} />
                </div>
              ) : null}
            </details>
            {unknown.some(({ item }) => item !== null) ? (
              <p className="mt-2 text-small text-muted">
                {t("missing", {
                  items: unknown.flatMap(({ item }) => (item ? words(`items.${item}`) : [])).join(", "),
                })}
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
