"use client";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/textarea";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { ActionError } from "@/lib/server-action";
import { updateProfileAction } from "../actions";

interface ProfileFormProps {
  readonly name: string;
  /** Null for accounts without a channel, which need neither handle nor description. */
  readonly handle: string | null;
  readonly bio: string;
}

export function ProfileForm({ name, handle, bio }: ProfileFormProps) {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const words = useErrorWords();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionError | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    const result = await updateProfileAction({
      name: String(form.get("name")),
      ...(handle === null ? {} : { handle: String(form.get("handle")), bio: textOf(form.get("bio")) }),
    });
    setBusy(false);
    setFailure(result.ok ? null : result.error);
    if (result.ok) toast(common("saved"));
  }

  const fieldCode = failure?.code === "handle-taken" || failure?.code === "handle-reserved";
  return (
    <form onSubmit={submit} className="grid gap-5" noValidate>
      {failure && !fieldCode ? (
        <Notice tone="rust" role="alert">
          {words.sentence(failure)}
        </Notice>
      ) : null}
      <Field label={t("name")} error={words.field(failure, "name")}>
        {(control) => <Input {...control} name="name" defaultValue={name} autoComplete="name" required />}
      </Field>
      {handle === null ? null : (
        <Field
          label={t("handle")}
          hint={t("handleHint")}
          error={failure && fieldCode ? words.sentence(failure) : words.field(failure, "handle")}
        >
          {(control) => (
            <Input
              {...control}
              name="handle"
              defaultValue={handle}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              required
            />
          )}
        </Field>
      )}
      {handle === null ? null : (
        <Field label={t("bio")} hint={t("bioHint")} error={words.field(failure, "bio")}>
          {(control) => <Textarea {...control} name="bio" defaultValue={bio} rows={4} maxLength={300} />}
        </Field>
      )}
      <Button type="submit" tone="primary" className="justify-self-start" disabled={busy} aria-busy={busy}>
        {busy ? common("working") : t("saveProfile")}
      </Button>
    </form>
  );
}

/** Forms send line breaks as two signs each. */
function textOf(value: FormDataEntryValue | null): string {
  return String(value ?? "").replaceAll("\r\n", "\n");
}
