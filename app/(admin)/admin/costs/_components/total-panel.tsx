"use client";
import { useFormatter, useTranslations } from "use-intl";
import { SpendBar } from "@/components/charts/spend-bar";
import { Amount } from "@/components/costs/amount";
import { useDays } from "@/components/costs/use-days";
import { useMoney } from "@/components/costs/use-money";
import type { Forecast } from "@/lib/costs/forecast/forecast-month";
import type { MonthCostsView } from "@/lib/ledger/get-month-costs";

interface TotalPanelProps {
  readonly costs: Pick<MonthCostsView, "month" | "totalMicros" | "isPartial" | "prices">;
  readonly forecast: Forecast | null;
  readonly isRunning: boolean;
  readonly hasUse: boolean;
  /** Where budgets tell or act, in micro-dollars, smallest first. */
  readonly marks: readonly number[];
}

export function TotalPanel({ costs, forecast, isRunning, hasUse, marks }: TotalPanelProps) {
  const t = useTranslations("costDesk");
  const money = useMoney();
  const days = useDays();
  const format = useFormatter();
  const round = (micros: number) =>
    format.number(micros / 1e6, {
      ...{ style: "currency", currency: "USD", currencyDisplay: "narrowSymbol" },
      maximumFractionDigits: 0,
    });
  const month = days.month(costs.month);
  const band = bandOf(forecast);
  const ends = band
    ? t("ends", { amount: money(band.expected), low: money(band.low), high: money(band.high) })
    : null;
  return (
    <section className="grid gap-4 rounded border bg-surface p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <p>
          <strong className="figures text-title font-semibold">
            <Amount micros={costs.totalMicros} isPartial={costs.isPartial} />
          </strong>{" "}
          <span className="text-muted">{isRunning ? t("soFar", { month }) : t("spent", { month })}</span>
        </p>
        <p className="text-small text-muted">{t("checked", { day: days.day(costs.prices.checkedOn) })}</p>
      </div>
      <SpendBar
        name={[t("bar", { spent: money(costs.totalMicros), marks: marks.map(round).join(", ") }), ends]
          .filter(Boolean)
          .join(" ")}
        spent={costs.totalMicros}
        forecast={band}
        marks={marks.map((at) => ({ at, label: round(at) }))}
        format={round}
      />
      <div className="grid gap-1">
        {ends ? <p>{ends}</p> : isRunning ? <p className="text-muted">{t("endsLater")}</p> : null}
        {forecast?.oneOffDay ? (
          <p className="text-muted">{t("oneOff", { day: days.day(forecast.oneOffDay) })}</p>
        ) : null}
        {hasUse ? null : (
          <p className="text-muted">
            {t("empty", { month })} {costs.totalMicros > 0 ? t("emptyFixed") : null}
          </p>
        )}
      </div>
    </section>
  );
}

function bandOf(forecast: Forecast | null) {
  if (!forecast) return null;
  const { lowMicros: low, expectedMicros: expected, highMicros: high } = forecast;
  return low === null || expected === null || high === null ? null : { low, expected, high };
}
