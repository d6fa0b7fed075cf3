"use client";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Quality, Region } from "@/lib/costs/price-book/price-book";
import type { PlanField, TypedPlan } from "../read-plan-query";

const QUALITIES: readonly Quality[] = ["audio", "sd", "hd", "full-hd"];
const REGIONS: readonly Region[] = [
  "north-america-europe",
  "south-america",
  "india",
  "japan-hong-kong-southeast-asia",
  "australia-new-zealand",
  "south-korea",
  "middle-east-africa",
];
/** Steps of the slider from one viewer to a million. */
const STEPS = 60;

interface PlanFieldsProps {
  readonly typed: TypedPlan;
  readonly wrong: readonly PlanField[];
}

export function PlanFields({ typed, wrong }: PlanFieldsProps) {
  const t = useTranslations("planner");
  const desk = useTranslations("costDesk");
  const errorOf = (field: PlanField) => (wrong.includes(field) ? t(`errors.${field}`) : undefined);
  return (
    <>
      <ViewersField initial={typed.viewers} error={errorOf("viewers")} />
      <Field label={t("hours")} hint={t("hoursHint")} error={errorOf("hours")}>
        {(control) => (
          <Input
            {...control}
            name="hours"
            inputMode="decimal"
            defaultValue={typed.hours}
            className="figures"
          />
        )}
      </Field>
      <Field label={t("quality")}>
        {(control) => (
          <Select {...control} name="quality" defaultValue={typed.quality}>
            {QUALITIES.map((quality) => (
              <option key={quality} value={quality}>
                {desk(`qualities.${quality}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("region")}>
        {(control) => (
          <Select {...control} name="region" defaultValue={typed.region}>
            <option value="">{t("regionAny")}</option>
            {REGIONS.map((region) => (
              <option key={region} value={region}>
                {desk(`regions.${region}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("channels")} error={errorOf("channels")}>
        {(control) => (
          <Input
            {...control}
            name="channels"
            inputMode="numeric"
            defaultValue={typed.channels}
            className="figures"
          />
        )}
      </Field>
      <Field label={t("storedHours")} error={errorOf("storedHours")}>
        {(control) => (
          <Input
            {...control}
            name="storedHours"
            inputMode="decimal"
            defaultValue={typed.storedHours}
            className="figures"
          />
        )}
      </Field>
    </>
  );
}

/** The exact number, and a slider on which each step is so many times as much. */
function ViewersField({ initial, error }: { initial: string; error: string | undefined }) {
  const t = useTranslations("planner");
  const [value, setValue] = useState(initial);
  const slider = useId();
  const number = Number(value);
  const at = number >= 1 ? (Math.log10(number) / 6) * STEPS : 0;
  return (
    <div className="grid gap-2">
      <Field label={t("viewers")} hint={t("viewersHint")} error={error}>
        {(control) => (
          <Input
            {...control}
            name="viewers"
            inputMode="numeric"
            value={value}
            onChange={(event) => setValue(event.target.value)}
            className="figures"
          />
        )}
      </Field>
      <label htmlFor={slider} className="sr-only">
        {t("viewersSlider")}
      </label>
      <input
        id={slider}
        type="range"
        min={0}
        max={STEPS}
        step="any"
        value={Number.isFinite(at) ? Math.min(STEPS, at) : 0}
        aria-valuetext={value}
        onChange={(event) => setValue(String(roundly(10 ** ((Number(event.target.value) / STEPS) * 6))))}
        className="w-full accent-accent pointer-coarse:h-11"
      />
    </div>
  );
}

/** Two digits that say something, as people plan. */
function roundly(viewers: number): number {
  return Math.round(Number(viewers.toPrecision(2)));
}
