"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { TokenScope } from "@/lib/auth/actor";
import type { ActionError } from "@/lib/server-action";
import { createTokenAction } from "../actions";

/** Makes a token and shows it this once; closing the dialog forgets it. */
export function NewTokenDialog({ scopes }: { scopes: readonly TokenScope[] }) {
  const t = useTranslations("settings");
  const [open, setOpen] = useState(false);
  const [token, setToken] = useState<string | null>(null);

  function change(next: boolean) {
    setOpen(next);
    if (!next) setToken(null);
  }

  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={t("newToken")}
      trigger={<Button size="small">{t("newToken")}</Button>}
    >
      {token === null ? (
        <TokenForm scopes={scopes} onMade={setToken} />
      ) : (
        <div className="grid gap-4">
          <Notice tone="good" role="status">
            {t("tokenMade")}
          </Notice>
          <code className="rounded-sm bg-sunken px-2 py-1.5 font-mono break-all">{token}</code>
          <div className="flex flex-wrap gap-2">
            <CopyButton label={t("copyToken")} text={token} tone="primary" size="medium">
              {t("copyToken")}
            </CopyButton>
            <Button onClick={() => change(false)}>{t("tokenDone")}</Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

function TokenForm({ scopes, onMade }: { scopes: readonly TokenScope[]; onMade: (token: string) => void }) {
  const t = useTranslations("settings");
  const names = useTranslations("scopes");
  const common = useTranslations("common");
  const words = useErrorWords();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionError | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    const chosen = scopes.filter((scope) => form.getAll("scopes").includes(scope));
    const result = await createTokenAction({ name: String(form.get("name")), scopes: chosen });
    setBusy(false);
    if (result.ok) onMade(result.data.token);
    else setFailure(result.error);
  }

  const scopeProblem = words.field(failure, "scopes");
  return (
    <form onSubmit={submit} className="grid gap-5" noValidate>
      {failure ? (
        <Notice tone="rust" role="alert">
          {words.sentence(failure)}
        </Notice>
      ) : null}
      <Field label={t("tokenName")} hint={t("tokenNameHint")} error={words.field(failure, "name")}>
        {(control) => (
          <Input
            {...control}
            name="name"
            maxLength={60}
            placeholder={t("tokenNamePlaceholder")}
            autoComplete="off"
            required
          />
        )}
      </Field>
      <fieldset className="grid gap-2">
        <legend className="mb-1 font-medium">{t("tokenScopes")}</legend>
        {scopes.map((scope) => (
          <label key={scope} className="flex items-center gap-2.5 pointer-coarse:min-h-11">
            <input
              type="checkbox"
              name="scopes"
              value={scope}
              defaultChecked={scope === "streams:read"}
              className="size-4 accent-accent"
            />
            {names(scope)}
          </label>
        ))}
        {scopeProblem ? (
          <p role="alert" className="text-rust">
            {scopeProblem}
          </p>
        ) : null}
      </fieldset>
      <Button type="submit" tone="primary" className="justify-self-start" disabled={busy} aria-busy={busy}>
        {busy ? common("working") : t("createToken")}
      </Button>
    </form>
  );
}
