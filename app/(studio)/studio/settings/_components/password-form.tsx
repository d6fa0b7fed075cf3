"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { ActionError } from "@/lib/server-action";
import { changePasswordAction } from "../actions";

export function PasswordForm({ email, hasPassword }: { email: string; hasPassword: boolean }) {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const words = useErrorWords();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionError | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const next = String(form.get("next"));
    setBusy(true);
    setFailure(null);
    const result = await changePasswordAction({
      next,
      ...(hasPassword ? { current: String(form.get("current")) } : {}),
    });
    if (!result.ok) {
      setBusy(false);
      return setFailure(result.error);
    }
    // The change signed this browser out too; the new password signs it in again.
    const { signIn } = await import("next-auth/react");
    const again = await signIn("credentials", { email, password: next, redirect: false });
    window.location.assign(again?.ok ? "/studio/settings" : "/sign-in");
  }

  const isWrong = failure?.code === "wrong-password";
  return (
    <form onSubmit={submit} className="grid gap-5" noValidate>
      {failure && !isWrong ? (
        <Notice tone="rust" role="alert">
          {words.sentence(failure)}
        </Notice>
      ) : null}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      {hasPassword ? (
        <Field label={t("currentPassword")} error={failure && isWrong ? words.sentence(failure) : undefined}>
          {(control) => (
            <Input {...control} name="current" type="password" autoComplete="current-password" required />
          )}
        </Field>
      ) : null}
      <Field label={t("newPassword")} hint={t("newPasswordHint")} error={words.field(failure, "next")}>
        {(control) => <Input {...control} name="next" type="password" autoComplete="new-password" required />}
      </Field>
      <Button type="submit" className="justify-self-start" disabled={busy} aria-busy={busy}>
        {busy ? common("working") : t("changePassword")}
      </Button>
    </form>
  );
}
