"use client";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ChoiceCard } from "@/components/ui/choice-card";
import { Field } from "@/components/ui/field";
import { controlStyle } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { ActionError } from "@/lib/server-action";
import { setEmbedOriginsAction } from "../actions";

/** Which sites may show the channel's streams: none, some, or all. */
export function EmbedForm({ anywhere, origins }: { anywhere: boolean; origins: readonly string[] }) {
  const t = useTranslations("embed");
  const common = useTranslations("common");
  const words = useErrorWords();
  const [isAnywhere, setAnywhere] = useState(anywhere);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionError | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    const result = await setEmbedOriginsAction({
      anywhere: isAnywhere,
      origins: isAnywhere ? "" : String(form.get("origins") ?? ""),
    });
    setBusy(false);
    setFailure(result.ok ? null : result.error);
    if (result.ok) toast(common("saved"));
  }

  const problem = words.field(failure, "origins");
  return (
    <form onSubmit={submit} className="grid gap-5" noValidate>
      {failure && !problem ? (
        <Notice tone="rust" role="alert">
          {words.sentence(failure)}
        </Notice>
      ) : null}
      {isAnywhere ? null : (
        <Field label={t("origins")} hint={t("originsHint")} error={problem}>
          {(control) => (
            <textarea
              {...control}
              name="origins"
              rows={3}
              defaultValue={origins.join("\n")}
              placeholder="https://blog.example"
              autoCapitalize="none"
              spellCheck={false}
              className={`${controlStyle} h-auto py-2 font-mono pointer-coarse:h-auto`}
            />
          )}
        </Field>
      )}
      <ChoiceCard
        type="checkbox"
        label={t("anywhere")}
        hint={t("anywhereHint")}
        checked={isAnywhere}
        onChange={(event) => setAnywhere(event.currentTarget.checked)}
      />
      <Button type="submit" tone="primary" className="justify-self-start" disabled={busy} aria-busy={busy}>
        {busy ? common("working") : t("save")}
      </Button>
    </form>
  );
}
