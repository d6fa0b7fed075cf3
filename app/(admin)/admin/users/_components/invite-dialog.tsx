"use client";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { sentenceCase } from "@/components/ui/sentence-case";
import { Time } from "@/components/ui/time";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { Role, Tier } from "@/lib/db/schema";
import { createInvitationAction } from "../actions";

interface InviteDialogProps {
  readonly roles: readonly Role[];
  readonly tiers: readonly Tier[];
}

/** Makes a link for one new account and shows it this once. */
export function InviteDialog({ roles, tiers }: InviteDialogProps) {
  const t = useTranslations("admin");
  const roleNames = useTranslations("roles");
  const tierNames = useTranslations("tiers");
  const common = useTranslations("common");
  const words = useErrorWords();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [link, setLink] = useState<{ url: string; expiresAt: number } | null>(null);

  function change(next: boolean) {
    setOpen(next);
    setFailure(null);
    if (!next) setLink(null);
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    const result = await createInvitationAction({
      role: roles.find((role) => role === form.get("role")) ?? "creator",
      tier: tiers.find((tier) => tier === form.get("tier")) ?? "free",
    });
    setBusy(false);
    if (result.ok) setLink(result.data);
    else setFailure(words.sentence(result.error));
  }

  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={t("invite")}
      description={t("inviteLead")}
      trigger={<Button tone="primary">{t("invite")}</Button>}
    >
      {link ? (
        <div className="grid gap-4">
          <Notice tone="good" role="status">
            {t.rich("inviteMade", { time: () => <Time key="time" at={link.expiresAt} /> })}
          </Notice>
          <code className="rounded-sm bg-sunken px-2 py-1.5 font-mono break-all">{link.url}</code>
          <CopyButton
            label={t("copyInvite")}
            text={link.url}
            tone="primary"
            size="medium"
            className="justify-self-start"
          >
            {t("copyInvite")}
          </CopyButton>
        </div>
      ) : (
        <form onSubmit={submit} className="grid gap-5">
          {failure ? (
            <Notice tone="rust" role="alert">
              {failure}
            </Notice>
          ) : null}
          <Field label={t("columnRole")}>
            {(control) => (
              <Select {...control} name="role" defaultValue="creator">
                {roles.map((role) => (
                  <option key={role} value={role}>
                    {sentenceCase(roleNames(role))}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t("columnTier")}>
            {(control) => (
              <Select {...control} name="tier" defaultValue="free">
                {tiers.map((tier) => (
                  <option key={tier} value={tier}>
                    {tierNames(tier)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Button type="submit" tone="primary" className="justify-self-start" disabled={busy}>
            {busy ? common("working") : t("inviteCreate")}
          </Button>
        </form>
      )}
    </Dialog>
  );
}
