"use client";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "use-intl";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import type { PricedUsage } from "@/lib/costs/pricing/priced-usage";
import type { StreamCost } from "@/lib/ledger/get-stream-cost";
import type { ActionResult } from "@/lib/server-action";
import { ComparisonList } from "./comparison-list";
import { CostLines } from "./cost-lines";
import { useMoney } from "./use-money";

/** A read-out is at most ten seconds old, and what it reads is collected every five. */
const ASK_EVERY_MS = 5_000;

interface CostPanelProps {
  readonly streamId: string;
  readonly isOnAir: boolean;
  readonly getCost: (input: { streamId: string }) => Promise<ActionResult<StreamCost>>;
}

/** What a stream costs, ticking while it is live, and what it would cost elsewhere. */
export function CostPanel({ streamId, isOnAir, getCost }: CostPanelProps) {
  const t = useTranslations("costs");
  const { data, isError } = useQuery({
    queryKey: ["streams", streamId, "cost"],
    queryFn: async () => {
      const result = await getCost({ streamId });
      if (!result.ok) throw new Error(result.error.message);
      return result.data;
    },
    refetchInterval: isOnAir ? ASK_EVERY_MS : false,
  });
  return (
    <Panel title={t("title")}>
      {data ? (
        <Cost cost={data} />
      ) : isError ? (
        <p className="text-muted">{t("unknownAll")}</p>
      ) : (
        <Skeleton className="h-24" />
      )}
    </Panel>
  );
}

function Cost({ cost }: { cost: StreamCost }) {
  const t = useTranslations("costs");
  const format = useFormatter();
  const money = useMoney();
  const { priced, hour, perViewerHourMicros } = cost;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div>
        <p className="figures text-title font-semibold">
          <Total priced={priced} />
        </p>
        <p className="text-small text-muted">
          {[
            hour ? hourSentence(hour) : null,
            perViewerHourMicros === null ? null : t("perViewerHour", { amount: money(perViewerHourMicros) }),
          ]
            .filter((part) => part !== null)
            .join(" · ")}
        </p>
      </div>
      <details>
        <summary className="cursor-pointer text-accent">{t("lines")}</summary>
        <div className="mt-2">
          <CostLines lines={priced.lines} daysInMonth={cost.daysInMonth} />
          {priced.lines.some(({ item }) => item === "server") ? (
            <p className="mt-2 text-small text-muted">{t("serverShare")}</p>
          ) : null}
        </div>
      </details>
      {cost.comparisons.length > 0 ? (
        <details>
          <summary className="cursor-pointer text-accent">{t("elsewhere")}</summary>
          <div className="mt-2 grid grid-cols-[minmax(0,1fr)] gap-2">
            <ComparisonList cost={cost} />
          </div>
        </details>
      ) : null}
      {cost.drift === null && cost.marked === 0 ? null : (
        <p className="text-small text-muted">
          {cost.drift === null
            ? null
            : t("drift", {
                share: format.number(cost.drift, {
                  style: "percent",
                  maximumFractionDigits: 1,
                  signDisplay: "exceptZero",
                }),
              })}{" "}
          {cost.marked > 0 ? t("marked", { count: cost.marked }) : null}
        </p>
      )}
      <p className="text-small text-muted">
        {t("prices", {
          day: format.dateTime(new Date(cost.pricesCheckedOn), { dateStyle: "medium", timeZone: "UTC" }),
        })}{" "}
        {t("asOf", { time: format.dateTime(new Date(cost.asOf), { timeStyle: "medium" }) })}
      </p>
    </div>
  );

  function hourSentence(next: PricedUsage): string {
    if (next.totalMicros === null || next.unknown.length > 0) return t("perHourUnknown");
    return t("perHour", { amount: money(next.totalMicros) });
  }
}

function Total({ priced }: { priced: PricedUsage }) {
  const t = useTranslations("costs");
  const money = useMoney();
  if (priced.totalMicros === null) return t("unknownAll");
  if (priced.unknown.length === 0) return money(priced.totalMicros);
  return (
    <>
      <span className="text-base font-normal text-muted">{t("atLeast")}</span> {money(priced.totalMicros)}
    </>
  );
}
