"use client";
import { useFormatter, useTranslations } from "use-intl";

interface StepTrackProps {
  readonly steps: readonly number[];
  /** Of creators, at this moment. */
  readonly percent: number;
}

/** How far a switch has come, as a bar with its steps. */
export function StepTrack({ steps, percent }: StepTrackProps) {
  const t = useTranslations("routingDesk");
  const format = useFormatter();
  const share = (value: number) => format.number(value / 100, { style: "percent" });
  return (
    <div>
      <div
        role="progressbar"
        aria-label={t("switchShare")}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        className="relative h-2 rounded-full bg-sunken"
      >
        <span className="absolute inset-y-0 left-0 rounded-full bg-accent" style={{ width: `${percent}%` }} />
      </div>
      <ol aria-label={t("steps")} className="figures relative mt-1 h-5 text-small">
        {steps.map((step) => (
          <li
            key={step}
            aria-current={step === percent ? "step" : undefined}
            className={`absolute -translate-x-full ${step <= percent ? "font-medium text-ink" : "text-muted"}`}
            style={{ left: `${Math.max(step, 8)}%` }}
          >
            {share(step)}
          </li>
        ))}
      </ol>
    </div>
  );
}
