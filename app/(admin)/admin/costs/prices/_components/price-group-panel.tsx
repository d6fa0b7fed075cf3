"use client";
import { useTranslations } from "use-intl";
import { Panel } from "@/components/ui/panel";
import type { PriceItem } from "@/lib/costs/price-book/price-book";
import type { PriceDesk, PriceGroup } from "@/lib/price-books/get-price-desk";
import { PlanChoice } from "./plan-choice";
import { PriceTable } from "./price-table";

/** More prices of one thing than this are folded away. */
const MOST_OPEN = 6;

interface PriceGroupPanelProps {
  readonly group: PriceGroup;
  readonly desk: Pick<PriceDesk, "id" | "oldEntries">;
}

/** One provider: by what it is billed, and its prices. */
export function PriceGroupPanel({ group, desk }: PriceGroupPanelProps) {
  const t = useTranslations("costDesk");
  const costs = useTranslations("costs");
  const { entries, label, plans } = group;
  const many = [...new Set(entries.map(({ item }) => item))].filter(
    (item) => ofItem(group, item).length > MOST_OPEN,
  );
  const few = entries.filter(({ item }) => !many.includes(item));
  return (
    <Panel title={label}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <PlanChoice key={plans[0]?.id} group={group} from={desk.id} />
        {few.length > 0 ? <PriceTable label={label} entries={few} desk={desk} /> : null}
        {many.map((item) => (
          <details key={item}>
            <summary className="rounded font-medium">
              {costs(`items.${item}`)}{" "}
              <span className="font-normal text-muted">
                {t("count", { count: ofItem(group, item).length })}
              </span>
            </summary>
            <div className="mt-3">
              <PriceTable
                label={`${label}: ${costs(`items.${item}`)}`}
                entries={ofItem(group, item)}
                desk={desk}
              />
            </div>
          </details>
        ))}
      </div>
    </Panel>
  );
}

function ofItem({ entries }: PriceGroup, wanted: PriceItem) {
  return entries.filter(({ item }) => item === wanted);
}
