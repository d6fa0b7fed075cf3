"use client";
import Link from "next/link";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { signUpAction } from "@/app/(site)/actions";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { ActionError } from "@/lib/server-action";
import { signInWithPassword } from "./sign-in-with-password";

export function SignUpForm({ invitation }: { invitation?: string }) {
  const t = useTranslations("signUp");
  const common = useTranslations("common");
  const words = useErrorWords();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionError | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = String(form.get("password"));
    setBusy(true);
    setFailure(null);
    const result = await signUpAction({
      name: String(form.get("name")),
      email: String(form.get("email")),
      password,
      ...(invitation ? { invitation } : {}),
    });
    if (!result.ok) {
      setBusy(false);
      return setFailure(result.error);
    }
    const outcome = await signInWithPassword(result.data.email, password);
    window.location.assign(outcome === "done" ? "/studio" : "/sign-in");
  }

  return (
    <>
      <form onSubmit={submit} className="mt-6 grid gap-5" method="post" noValidate>
        {failure ? (
          <Notice tone="rust" role="alert">
            {words.sentence(failure)}
          </Notice>
        ) : null}
        <Field label={t("name")} hint={t("nameHint")} error={words.field(failure, "name")}>
          {(control) => <Input {...control} name="name" autoComplete="name" required />}
        </Field>
        <Field label={t("email")} error={words.field(failure, "email")}>
          {(control) => <Input {...control} name="email" type="email" autoComplete="username" required />}
        </Field>
        <Field label={t("password")} hint={t("passwordHint")} error={words.field(failure, "password")}>
          {(control) => (
            <Input {...control} name="password" type="password" autoComplete="new-password" required />
          )}
        </Field>
        <Button type="submit" tone="primary" size="large" disabled={busy} aria-busy={busy}>
          {busy ? common("working") : t("submit")}
        </Button>
      </form>
      <p className="mt-6 text-muted">
        {t("haveAccount")}{" "}
        <Link href="/sign-in" className="font-medium text-accent underline underline-offset-4">
          {t("signIn")}
        </Link>
      </p>
    </>
  );
}
