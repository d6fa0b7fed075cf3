"use client";
import { useTranslations } from "use-intl";
import { Panel } from "@/components/ui/panel";
import type { ProviderState } from "@/lib/settings/list-provider-states";
import { FaultList } from "../../_components/fault-list";
import { OrphanSweep } from "../../_components/orphan-sweep";

/** What went wrong lately, and what may be left over there. */
export function TroublePanel({ state: { id, label, health } }: { state: ProviderState }) {
  const t = useTranslations("providerDesk");
  return (
    <Panel title={t("trouble")}>
      <div className="grid gap-4">
        <FaultList faults={health.faults} />
        <OrphanSweep id={id} label={label} />
      </div>
    </Panel>
  );
}
