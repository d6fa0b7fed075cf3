"use client";
import { useRef, useTransition } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useErrorWords } from "@/components/ui/use-error-words";
import type { UserView } from "@/lib/auth/users";
import { suspendUserAction, unsuspendUserAction } from "../actions";

export function SuspendCell({ user }: { user: UserView }) {
  const t = useTranslations("admin");
  const common = useTranslations("common");
  const words = useErrorWords();
  const reason = useRef<HTMLInputElement>(null);
  const [busy, start] = useTransition();

  async function suspend(): Promise<string | null> {
    const said = reason.current?.value.trim();
    const result = await suspendUserAction({ userId: user.id, ...(said ? { reason: said } : {}) });
    if (!result.ok) return words.sentence(result.error);
    toast(t("suspendDone", { name: user.name }));
    return null;
  }

  function lift() {
    start(async () => {
      const result = await unsuspendUserAction({ userId: user.id });
      toast(result.ok ? t("unsuspendDone", { name: user.name }) : words.sentence(result.error));
    });
  }

  if (user.suspendedAt !== null) {
    return (
      <Button
        size="small"
        onClick={lift}
        disabled={busy}
        aria-label={t("unsuspendNamed", { name: user.name })}
      >
        {t("unsuspend")}
      </Button>
    );
  }
  return (
    <ConfirmDialog
      trigger={
        <Button size="small" tone="danger-outline" aria-label={t("suspendNamed", { name: user.name })}>
          {t("suspend")}
        </Button>
      }
      title={t("suspendTitle", { name: user.name })}
      body={t("suspendBody")}
      confirm={t("suspend")}
      onConfirm={suspend}
    >
      <Field
        label={
          <>
            {t("suspendReason")} <span className="font-normal text-muted">({common("optional")})</span>
          </>
        }
        hint={t("suspendReasonHint")}
      >
        {(control) => <Input {...control} ref={reason} maxLength={300} autoComplete="off" />}
      </Field>
    </ConfirmDialog>
  );
}
