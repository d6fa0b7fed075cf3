"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { usePlanName } from "@/components/costs/use-plan-name";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { PriceGroup } from "@/lib/price-books/get-price-desk";
import { usePriceChange } from "./use-price-change";
import { VersionForm } from "./version-form";

/** By which of its plans a provider is billed; another one is a new version of the prices. */
export function PlanChoice({ group, from }: { group: PriceGroup; from: string }) {
  const t = useTranslations("costDesk");
  const planName = usePlanName();
  const state = usePriceChange(from);
  const [current] = group.plans;
  const [chosen, setChosen] = useState(current?.id ?? "");
  if (!current) return <p className="text-muted">{t("noPlan")}</p>;
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Field label={t("defaultPlan")} className="min-w-0">
        {(control) => (
          <Select
            {...control}
            aria-label={t("planOf", { provider: group.label })}
            value={chosen}
            onChange={(event) => setChosen(event.target.value)}
            className="w-72 max-w-full"
          >
            {group.plans.map(({ id, requires }) => (
              <option key={id} value={id}>
                {requires ? `${planName(id)} (${t("requires")})` : planName(id)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Dialog
        open={state.isOpen}
        onOpenChange={state.open}
        title={t("changePlanTitle", { provider: group.label, plan: planName(chosen) })}
        trigger={<Button disabled={chosen === current.id}>{t("changePlan")}</Button>}
      >
        <VersionForm
          state={state}
          changeOf={() => ({ type: "plan", provider: group.provider, plan: chosen })}
        />
      </Dialog>
    </div>
  );
}
