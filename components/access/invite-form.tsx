"use client";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { GrantView } from "@/lib/access/grants";
import type { ActionError } from "@/lib/server-action";
import type { AccessActions } from "./access-actions";

interface InviteFormProps {
  readonly streamId: string;
  readonly invite: AccessActions["inviteAccount"];
  readonly onChanged: (grants: readonly GrantView[]) => void;
}

/** Invites somebody who has an account here. */
export function InviteForm({ streamId, invite, onChanged }: InviteFormProps) {
  const t = useTranslations("access");
  const words = useErrorWords();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionError | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const account = String(new FormData(form).get("account")).trim();
    setBusy(true);
    setFailure(null);
    const result = await invite({ streamId, account });
    setBusy(false);
    if (!result.ok) return setFailure(result.error);
    onChanged(result.data.grants);
    form.reset();
    toast(t("invited", { account }));
  }

  const error = failure ? (words.field(failure, "account") ?? words.sentence(failure)) : undefined;
  return (
    <form onSubmit={submit} noValidate>
      <Field label={t("inviteLabel")} hint={t("inviteHint")} error={error}>
        {(control) => (
          <div className="flex gap-2">
            <Input
              {...control}
              name="account"
              maxLength={254}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              className="min-w-0 flex-1"
              required
            />
            <Button type="submit" disabled={busy} aria-busy={busy}>
              {t("invite")}
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
}
