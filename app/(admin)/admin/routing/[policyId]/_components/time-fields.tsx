"use client";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { Input } from "@/components/ui/input";
import type { TimeWindow } from "@/lib/routing/policy";
import { clockOf, minuteOf } from "../../_components/clock-of";
import { ChoiceChips } from "./choice-chips";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

interface TimeFieldsProps {
  readonly time: TimeWindow;
  readonly onChange: (time: TimeWindow) => void;
  readonly describedBy?: string | undefined;
}

/** Days, hours and the zone in which they are meant. */
export function TimeFields({ time, onChange, describedBy }: TimeFieldsProps) {
  const t = useTranslations("routingDesk");
  const id = useId();
  const clock = (field: "fromMinute" | "toMinute", label: string) => (
    <div className="flex items-center gap-2">
      <label htmlFor={`${id}-${field}`} className="text-muted">
        {label}
      </label>
      <Input
        id={`${id}-${field}`}
        type="time"
        required
        value={clockOf(time[field])}
        onChange={({ target }) => {
          const minute = minuteOf(target.value);
          if (minute !== null) onChange({ ...time, [field]: minute });
        }}
        className="figures w-32"
      />
    </div>
  );
  return (
    <div className="grid gap-3">
      <ChoiceChips
        label={t("condition.time")}
        options={DAYS.map((day) => ({ value: day, label: t(`day.${day}`) }))}
        chosen={time.days}
        onChange={(days) => onChange({ ...time, days })}
        describedBy={describedBy}
      />
      <div className="flex flex-wrap gap-x-4 gap-y-2">
        {clock("fromMinute", t("timeFrom"))}
        {clock("toMinute", t("timeTo"))}
        <div className="flex min-w-0 items-center gap-2">
          <label htmlFor={`${id}-zone`} className="whitespace-nowrap text-muted">
            {t("timeZone")}
          </label>
          <Input
            id={`${id}-zone`}
            list={`${id}-zones`}
            value={time.timeZone}
            onChange={({ target }) => onChange({ ...time, timeZone: target.value })}
            aria-describedby={describedBy}
            className="w-56 min-w-0"
          />
        </div>
        <datalist id={`${id}-zones`}>
          {Intl.supportedValuesOf("timeZone").map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
      </div>
      <p className="text-small text-muted">{t("timeHint")}</p>
    </div>
  );
}
