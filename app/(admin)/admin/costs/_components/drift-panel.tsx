"use client";
import { useFormatter, useTranslations } from "use-intl";
import { shownQuantity } from "@/components/costs/shown-quantity";
import { useDays } from "@/components/costs/use-days";
import { Panel } from "@/components/ui/panel";
import { Table, Td, Th } from "@/components/ui/table";
import { daysInMonth } from "@/lib/costs/price-book/price-units";
import type { CostLine } from "@/lib/costs/pricing/priced-usage";
import type { DriftLine } from "@/lib/ledger/get-month-drift";
import type { UsageKind } from "@/lib/usage/usage-kinds";

const UNITS: Record<UsageKind, CostLine["unit"]> = {
  "ingest-ms": "ms",
  "viewer-ms": "ms",
  "transcode-ms": "ms",
  "bytes-in": "bytes",
  "bytes-out": "bytes",
  "turn-bytes": "bytes",
  "stored-ms-days": "ms-days",
  "stored-byte-days": "byte-days",
};

/** How far providers' reports lie from what was seen here. */
export function DriftPanel({ month, drift }: { month: string; drift: readonly DriftLine[] }) {
  const t = useTranslations("costDesk");
  const costs = useTranslations("costs");
  const format = useFormatter();
  const days = useDays();
  const quantity = (kind: UsageKind, value: string) => {
    const unit = UNITS[kind];
    return costs(`units.${unit}`, {
      value: shownQuantity({ quantity: value, unit }, daysInMonth(month)) ?? 0,
    });
  };
  return (
    <Panel title={t("drift")}>
      {drift.length === 0 ? (
        <p className="text-muted">{t("driftNone", { month: days.month(month) })}</p>
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
          <p className="text-muted">{t("driftLead")}</p>
          <Table label={t("drift")} className="figures text-small">
            <thead>
              <tr>
                <Th>{t("driftWhat")}</Th>
                <Th className="text-right">{t("reported")}</Th>
                <Th className="text-right">{t("seen")}</Th>
                <Th className="text-right">{t("difference")}</Th>
              </tr>
            </thead>
            <tbody>
              {drift.map((line) => (
                <tr key={`${line.provider}/${line.kind}`} className="last:[&>td]:border-0">
                  <Td>
                    <span className="font-medium">{line.label}</span>
                    <span className="block text-muted">{t(`kinds.${line.kind}`)}</span>
                  </Td>
                  <Td className="text-right whitespace-nowrap">{quantity(line.kind, line.reported)}</Td>
                  <Td className="text-right whitespace-nowrap">{quantity(line.kind, line.seen)}</Td>
                  <Td className="text-right font-medium whitespace-nowrap">
                    {format.number(line.drift, {
                      style: "percent",
                      signDisplay: "exceptZero",
                      maximumFractionDigits: 1,
                    })}
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </Panel>
  );
}
