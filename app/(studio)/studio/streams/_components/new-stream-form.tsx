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
import type { StreamPlan } from "@/lib/streams/plan-stream";
import { createStreamAction } from "../actions";
import { CarrierChoice } from "./carrier-choice";
import { AUDIENCES, type StreamWish } from "./stream-wish";
import { useStreamPlan } from "./use-stream-plan";

interface NewStreamFormProps {
  readonly contentLabels: readonly ContentLabel[];
  readonly visibilities: readonly Visibility[];
  /** As the form begins, and where such a stream would go. */
  readonly wish: StreamWish;
  readonly plan: StreamPlan;
  /** Of the creator's tier; null keeps recordings for good. */
  readonly retentionDays: number | null;
}

export function NewStreamForm(given: NewStreamFormProps) {
  const { contentLabels, visibilities, retentionDays } = given;
  const t = useTranslations("streams");
  const labels = useTranslations("labels");
  const visibility = useTranslations("visibility");
  const carriers = useTranslations("carriers");
  const common = useTranslations("common");
  const words = useErrorWords();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [wish, setWish] = useState(given.wish);
  const change = (part: Partial<StreamWish>) => setWish((before) => ({ ...before, ...part }));
  const plan = useStreamPlan(wish, given);
  const [carrier, setCarrier] = useState<string | null>(null);
  // Another label or more viewers may take away what was asked for.
  const asked = plan.carriers.find(({ id }) => id === carrier) ?? null;
  const canRecord = asked?.isRecorded ?? true;
  const [failure, setFailure] = useState<ActionError | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setFailure(null);
    const result = await createStreamAction({
      title: String(form.get("title")),
      ...wish,
      isRecorded: canRecord && wish.isRecorded,
      ...(asked ? { provider: asked.id } : {}),
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
          <Select
            {...control}
            name="contentLabel"
            value={wish.contentLabel}
            onChange={({ target }) =>
              change({ contentLabel: contentLabels.find((label) => label === target.value) ?? "other" })
            }
          >
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
            checked={value === wish.visibility}
            onChange={() => change({ visibility: value })}
            label={visibility(value)}
            hint={visibility(`${value}Hint`)}
          />
        ))}
      </fieldset>
      <Field label={carriers("audience")} hint={carriers("audienceHint")}>
        {(control) => (
          <Select
            {...control}
            value={wish.expectedViewers ?? ""}
            onChange={({ target }) =>
              change({ expectedViewers: target.value === "" ? undefined : Number(target.value) })
            }
          >
            <option value="">{carriers("audienceAny")}</option>
            {AUDIENCES.map((count) => (
              <option key={count} value={count}>
                {carriers("audienceUpTo", { count })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <CarrierChoice plan={plan} chosen={asked?.id ?? null} choose={setCarrier} />
      <div className="grid gap-2">
        <ChoiceCard
          type="checkbox"
          name="isRecorded"
          disabled={!canRecord}
          label={t("recordLabel")}
          hint={retentionDays === null ? t("recordHintKept") : t("recordHintDays", { days: retentionDays })}
          checked={canRecord && wish.isRecorded}
          onChange={({ target }) => change({ isRecorded: target.checked })}
        />
        <ChoiceCard
          type="checkbox"
          name="isPreview"
          label={t("previewLabel")}
          hint={t("previewHint")}
          checked={wish.isPreview}
          onChange={({ target }) => change({ isPreview: target.checked })}
        />
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
