"use client";
import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { BudgetDesk } from "@/lib/budgets/get-budget-desk";

interface ScopeFieldProps {
  readonly value: string;
  readonly choices: BudgetDesk["choices"];
  readonly onChange: (value: string) => void;
}

/** Whose spend a budget is over. */
export function ScopeField({ value, choices: { providers, tiers, channels }, onChange }: ScopeFieldProps) {
  const t = useTranslations("budgets");
  const tierNames = useTranslations("tiers");
  return (
    <Field label={t("scope")}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          <option value="all">{t("over.all")}</option>
          <optgroup label={t("scopeProviders")}>
            {providers.map(({ id, label }) => (
              <option key={id} value={`provider:${id}`}>
                {label}
              </option>
            ))}
          </optgroup>
          <optgroup label={t("scopeTiers")}>
            {tiers.map((tier) => (
              <option key={tier} value={`tier:${tier}`}>
                {tierNames(tier)}
              </option>
            ))}
          </optgroup>
          {channels.length > 0 ? (
            <optgroup label={t("scopeChannels")}>
              {channels.map(({ id, label }) => (
                <option key={id} value={`channel:${id}`}>
                  {label}
                </option>
              ))}
            </optgroup>
          ) : null}
        </Select>
      )}
    </Field>
  );
}
