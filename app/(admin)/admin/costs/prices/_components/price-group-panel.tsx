"use client";
import { Panel } from "@/components/ui/panel";
import type { PriceDesk, PriceGroup } from "@/lib/price-books/get-price-desk";
import { PlanChoice } from "./plan-choice";
import { PriceTable } from "./price-table";

/** One provider: by what it is billed, and its prices. */
export function PriceGroupPanel({
  group,
  desk,
}: {
  group: PriceGroup;
  desk: Pick<PriceDesk, "id" | "oldEntries">;
}) {
  return (
    <Panel title={group.label}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <PlanChoice key={group.plans[0]?.id} group={group} from={desk.id} />
        <PriceTable label={group.label} entries={group.entries} desk={desk} />
      </div>
    </Panel>
  );
}
