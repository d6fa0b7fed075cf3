"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button, buttonStyle } from "@/components/ui/button";
import { ChoiceCard } from "@/components/ui/choice-card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { ContentLabel, Visibility } from "@/lib/db/schema";
import type { ActionError } from "@/lib/server-action";
import type { TierSettings } from "@/lib/settings/tier-settings";
import type { Carrier } from "@/lib/streams/list-carriers";
import { createStreamAction } from "../actions";
import { CarrierChoice } from "./carrier-choice";

interface NewStreamFormProps {
  readonly contentLabels: readonly ContentLabel[];
  readonly visibilities: readonly Visibility[];
  /** Ways that a creator may ask for; with one there is nothing to ask. */
  readonly carriers: readonly Carrier[];
  /** Of the creator's tier. */
  readonly recording: Pick<TierSettings, "isRecorded" | "retentionDays">;
}

export function NewStreamForm({ contentLabels, visibilities, carriers, recording }: NewStreamFormProps) {
  const t = useTranslations("streams");
  const labels = useTranslations("labels");
  const visibility = useTranslations("visibility");
  const common = useTranslations("common");
  const words = useErrorWords();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const usual = carriers.find(({ isDefault }) => isDefault);
  const [carrier, setCarrier] = useState(usual?.id ?? "");
  const canRecord = carriers.find(({ id }) => id === carrier)?.isRecorded ?? true;
  const [failure, setFailure] = useState<ActionError | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setFailure(null);
    const result = await createStreamAction({
      title: String(form.get("title")),
      contentLabel: contentLabels.find((label) => label === form.get("contentLabel")) ?? "other",
      visibility: visibilities.find((value) => value === form.get("visibility")) ?? "public",
      isPreview: form.get("isPreview") === "on",
      isRecorded: canRecord && form.get("isRecorded") === "on",
      // The usual way stays the installation's own choice.
      ...(carrier === usual?.id ? {} : { provider: carrier }),
    });
    if (result.ok) return router.push(`/studio/streams/${result.data.streamId}`);
    setBusy(false);
    setFailure(result.error);
  }

  return (
    <form onSubmit={submit} className="mt-6 grid gap-6" noValidate>
      {failure ? (
        <Notice tone="rust" role="alert">
          {words.sentence(failure)}
        </Notice>
      ) : null}
      <Field label={t("titleLabel")} hint={t("titleHint")} error={words.field(failure, "title")}>
        {(control) => (
          <Input
            {...control}
            name="title"
            maxLength={120}
            placeholder={t("titlePlaceholder")}
            autoComplete="off"
            required
          />
        )}
      </Field>
      <Field label={t("labelLabel")} error={words.field(failure, "contentLabel")}>
        {(control) => (
          <Select {...control} name="contentLabel" defaultValue="music-concert">
            {contentLabels.map((label) => (
              <option key={label} value={label}>
                {labels(label)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <fieldset className="grid gap-2">
        <legend className="mb-1.5 font-medium">{t("visibilityLabel")}</legend>
        {visibilities.map((value) => (
          <ChoiceCard
            key={value}
            type="radio"
            name="visibility"
            value={value}
            defaultChecked={value === "public"}
            label={visibility(value)}
            hint={visibility(`${value}Hint`)}
          />
        ))}
      </fieldset>
      <CarrierChoice carriers={carriers} chosen={carrier} choose={setCarrier} />
      <div className="grid gap-2">
        <ChoiceCard
          type="checkbox"
          name="isRecorded"
          disabled={!canRecord}
          label={t("recordLabel")}
          hint={
            recording.retentionDays === null
              ? t("recordHintKept")
              : t("recordHintDays", { days: recording.retentionDays })
          }
          defaultChecked={recording.isRecorded}
        />
        <ChoiceCard type="checkbox" name="isPreview" label={t("previewLabel")} hint={t("previewHint")} />
      </div>
      <div className="flex gap-2">
        <Button type="submit" tone="primary" disabled={busy} aria-busy={busy}>
          {busy ? common("working") : t("create")}
        </Button>
        <Link href="/studio/streams" className={buttonStyle({ tone: "secondary" })}>
          {common("cancel")}
        </Link>
      </div>
    </form>
  );
}
