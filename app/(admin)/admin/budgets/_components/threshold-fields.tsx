"use client";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type ThresholdDraft, toMicrosOrNull } from "./budget-draft";
import { Check } from "./check";
import { HardCapFields } from "./hard-cap-fields";

interface ThresholdFieldsProps {
  readonly threshold: ThresholdDraft;
  /** As people count: from 1. */
  readonly number: number;
  readonly heights: readonly number[];
  readonly isWrong: boolean;
  readonly onChange: (part: Partial<ThresholdDraft>) => void;
  /** Null for the only one. */
  readonly onRemove: (() => void) | null;
}

const MEASURES = ["spent", "forecast"] as const;
const ADVICE = ["none", "consider-switching-primary", "consider-hybrid"] as const;

/** One amount, and what happens at it. */
export function ThresholdFields(props: ThresholdFieldsProps) {
  const { threshold, number, heights, isWrong, onChange, onRemove } = props;
  const t = useTranslations("budgets");
  const { dollars, measure, advice, demotes, cap, refuses, mayAct } = threshold;
  const acts = demotes || refuses || threshold.ends || cap !== "" || threshold.others.length > 0;
  return (
    <fieldset className="grid gap-3 rounded border p-3">
      <legend className="px-1 font-medium">{t("thresholdNumber", { number })}</legend>
      <div className="grid grid-cols-2 gap-3">
        <Field
          label={t("amount")}
          error={isWrong && toMicrosOrNull(dollars) === null ? t("amountWrong") : undefined}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              className="figures"
              value={dollars}
              onChange={(event) => onChange({ dollars: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field label={t("measure")}>
          {(control) => (
            <Select
              {...control}
              value={measure}
              onChange={(event) => onChange({ measure: pick(MEASURES, event.currentTarget.value) })}
            >
              {MEASURES.map((one) => (
                <option key={one} value={one}>
                  {t(`measures.${one}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <Field label={t("adviceLabel")}>
        {(control) => (
          <Select
            {...control}
            value={advice}
            onChange={(event) => onChange({ advice: pick(ADVICE, event.currentTarget.value) })}
          >
            {ADVICE.map((one) => (
              <option key={one} value={one}>
                {t(`adviceChoices.${one}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Check checked={demotes} onChange={(on) => onChange({ demotes: on })}>
        {t("acts.demote")}
      </Check>
      <Check checked={refuses} onChange={(on) => onChange({ refuses: on })}>
        {t("acts.refuse-streams")}
      </Check>
      <Field label={t("capLabel")}>
        {(control) => (
          <Select {...control} value={cap} onChange={(event) => onChange({ cap: event.currentTarget.value })}>
            <option value="">{t("noCap")}</option>
            {heights.map((height) => (
              <option key={height} value={String(height)}>
                {t("capAt", { height: String(height) })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <HardCapFields {...{ threshold, isWrong, onChange }} />
      {acts ? (
        <Check checked={mayAct} onChange={(on) => onChange({ mayAct: on })} className="border-t pt-3">
          {t("mayAct")}
        </Check>
      ) : null}
      {onRemove ? (
        <Button tone="quiet" size="small" className="justify-self-start" onClick={onRemove}>
          {t("removeThreshold", { number })}
        </Button>
      ) : null}
    </fieldset>
  );
}

function pick<const T extends string>(all: readonly [T, ...T[]], value: string): T {
  return all.find((one) => one === value) ?? all[0];
}
