"use client";
import Link from "next/link";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { signInWithPassword } from "./sign-in-with-password";

interface SignInFormProps {
  readonly options: readonly { readonly id: string; readonly label: string }[];
  readonly returnTo: string;
  /** What a sign-in elsewhere came back with. */
  readonly problem: string | null;
}

export function SignInForm({ options, returnTo, problem }: SignInFormProps) {
  const t = useTranslations("signIn");
  const common = useTranslations("common");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState(
    problem === null
      ? null
      : problem === "CredentialsSignin"
        ? t("failed")
        : problem === "suspended"
          ? t("suspended")
          : t("externalFailed"),
  );

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setFailure(null);
    const outcome = await signInWithPassword(String(form.get("email")), String(form.get("password")));
    // A whole page load: everything that was drawn for a stranger is drawn again.
    if (outcome === "done") return window.location.assign(returnTo);
    setBusy(false);
    setFailure(t(outcome));
  }

  async function signInElsewhere(id: string) {
    const { signIn } = await import("next-auth/react");
    await signIn(id, { callbackUrl: returnTo });
  }

  return (
    <>
      {options.length > 0 ? (
        <div className="mt-6 grid gap-2">
          {options.map((option) => (
            <Button key={option.id} size="large" onClick={() => signInElsewhere(option.id)}>
              {t("with", { name: option.label })}
            </Button>
          ))}
          <p className="mt-3 text-small text-muted">{t("or")}</p>
        </div>
      ) : null}
      <form onSubmit={submit} className="mt-6 grid gap-5" method="post">
        {failure ? (
          <Notice tone="rust" role="alert">
            {failure}
          </Notice>
        ) : null}
        <Field label={t("email")}>
          {(control) => <Input {...control} name="email" type="email" autoComplete="username" required />}
        </Field>
        <Field label={t("password")}>
          {(control) => (
            <Input {...control} name="password" type="password" autoComplete="current-password" required />
          )}
        </Field>
        <Button type="submit" tone="primary" size="large" disabled={busy} aria-busy={busy}>
          {busy ? common("working") : t("submit")}
        </Button>
      </form>
      <p className="mt-6 text-muted">
        {t("noAccount")}{" "}
        <Link href="/sign-up" className="font-medium text-accent underline underline-offset-4">
          {t("createAccount")}
        </Link>
      </p>
    </>
  );
}
