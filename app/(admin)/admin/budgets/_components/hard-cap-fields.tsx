"use client";
import { useTranslations } from "use-intl";
import { Notice } from "@/components/ui/notice";
import { HARD_CAP_GRACE_MS } from "@/lib/costs/guards/hard-cap";
import { hardCapProblem, type ThresholdDraft } from "./budget-draft";
import { Check } from "./check";

interface HardCapFieldsProps {
  readonly threshold: ThresholdDraft;
  /** Whether it could not be saved like this. */
  readonly isWrong: boolean;
  readonly onChange: (part: Partial<ThresholdDraft>) => void;
}

/** The only action that takes streams off the air: it says what happens, and is confirmed. */
export function HardCapFields({ threshold, isWrong, onChange }: HardCapFieldsProps) {
  const t = useTranslations("budgets");
  const minutes = HARD_CAP_GRACE_MS / 60_000;
  const problem = hardCapProblem(threshold);
  return (
    <>
      <Check checked={threshold.ends} onChange={(ends) => onChange({ ends, endsConfirmed: false })}>
        {t("acts.end-streams", { minutes })}
      </Check>
      {threshold.ends ? (
        <Notice tone="rust">
          <div className="grid gap-3">
            <p>{t("hardCapWarning", { minutes })}</p>
            <Check
              checked={threshold.endsConfirmed}
              onChange={(endsConfirmed) => onChange({ endsConfirmed })}
            >
              {t("hardCapConfirm")}
            </Check>
            {problem === "hardCapForecast" || (problem && isWrong) ? (
              <p role="alert" className="font-medium">
                {t(problem)}
              </p>
            ) : null}
          </div>
        </Notice>
      ) : null}
    </>
  );
}
