"use client";
import { type FormEvent, useId, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { Tier } from "@/lib/db/schema";
import type { ActionError } from "@/lib/server-action";
import type { TierSettings } from "@/lib/settings/tier-settings";
import { setTierSettingsAction } from "../actions";

interface RecordingFormProps {
  readonly tier: Tier;
  readonly settings: Pick<TierSettings, "isRecorded" | "retentionDays">;
  readonly mostDays: number;
}

const USUAL_DAYS = 30;

/** Whether a tier's streams are recorded, and how long they are kept. */
export function RecordingForm({ tier, settings, mostDays }: RecordingFormProps) {
  const t = useTranslations("tierSettings");
  const tiers = useTranslations("tiers");
  const common = useTranslations("common");
  const words = useErrorWords();
  const id = useId();
  const [isKept, setKept] = useState(settings.retentionDays === null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionError | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setFailure(null);
    const result = await setTierSettingsAction({
      tier,
      isRecorded: form.get("isRecorded") === "on",
      retentionDays: isKept ? null : Number(form.get("days")),
    });
    setBusy(false);
    if (result.ok) toast(t("saved", { tier: tiers(tier) }));
    else setFailure(result.error);
  }

  return (
    <form onSubmit={submit} className="grid gap-4" noValidate>
      <h3 className="font-medium">{t("recordings")}</h3>
      {failure && !failure.fieldErrors?.retentionDays ? (
        <Notice tone="rust" role="alert">
          {words.sentence(failure)}
        </Notice>
      ) : null}
      <label className="flex cursor-pointer items-start gap-3">
        <input
          type="checkbox"
          name="isRecorded"
          defaultChecked={settings.isRecorded}
          className="mt-1 accent-accent"
        />
        <span>
          <span className="block">{t("record")}</span>
          <span className="block text-small text-muted">{t("recordHint")}</span>
        </span>
      </label>
      <fieldset className="grid gap-2">
        <legend className="mb-1.5">{t("keep")}</legend>
        {[false, true].map((forever) => (
          <label key={String(forever)} className="flex cursor-pointer items-center gap-3">
            <input
              type="radio"
              name={`${id}-keep`}
              checked={isKept === forever}
              onChange={() => setKept(forever)}
              className="accent-accent"
            />
            {forever ? t("keepForever") : t("keepDays")}
          </label>
        ))}
      </fieldset>
      {isKept ? null : (
        <Field
          label={t("days")}
          hint={t("daysRange", { most: mostDays })}
          error={failure?.fieldErrors?.retentionDays ? t("daysRange", { most: mostDays }) : undefined}
        >
          {(control) => (
            <Input
              {...control}
              name="days"
              type="number"
              min={1}
              max={mostDays}
              step={1}
              defaultValue={settings.retentionDays ?? USUAL_DAYS}
              className="figures max-w-32"
            />
          )}
        </Field>
      )}
      <Button type="submit" tone="primary" disabled={busy} aria-busy={busy} className="justify-self-start">
        {busy ? common("working") : t("save", { tier: tiers(tier) })}
      </Button>
    </form>
  );
}
