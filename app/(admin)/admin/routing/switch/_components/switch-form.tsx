import { ArrowRight } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { getTranslator } from "@/lib/i18n/get-translator";
import type { RoutingProvider } from "@/lib/policies/get-routing-desk";
import { FIRST_STEPS } from "../../_components/switch-steps";

interface SwitchFormProps {
  /** Who comes first somewhere now. */
  readonly sources: readonly RoutingProvider[];
  /** Who is set up. */
  readonly targets: readonly RoutingProvider[];
  readonly chosen: { readonly from: string; readonly to: string; readonly percent: number };
}

/** From whom to whom, and for how many; its answer is the same page with what that would change. */
export async function SwitchForm({ sources, targets, chosen }: SwitchFormProps) {
  const t = await getTranslator("routingDesk");
  return (
    <form className="flex flex-wrap items-end gap-x-3 gap-y-4">
      <Choice name="from" label={t("switchFrom")} options={sources} chosen={chosen.from} />
      <ArrowRight aria-hidden className="mb-2.5 hidden size-4 text-muted sm:block" />
      <Choice name="to" label={t("switchTo")} options={targets} chosen={chosen.to} />
      <Choice
        name="percent"
        label={t("switchShare")}
        options={FIRST_STEPS.map((step) => ({ id: String(step), label: `${step} %` }))}
        chosen={String(chosen.percent)}
      />
      <Button type="submit">{t("switchPreview")}</Button>
    </form>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly id: string; readonly label: string }[];
  readonly chosen: string;
}

function Choice({ name, label, options, chosen }: ChoiceProps) {
  return (
    <div className="grid min-w-40 gap-1.5 max-sm:w-full">
      <label htmlFor={`switch-${name}`} className="font-medium">
        {label}
      </label>
      <Select id={`switch-${name}`} name={name} defaultValue={chosen}>
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.label}
          </option>
        ))}
      </Select>
    </div>
  );
}
