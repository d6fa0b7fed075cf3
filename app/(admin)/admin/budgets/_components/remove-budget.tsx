"use client";
import { Trash2 } from "lucide-react";
import { useRef } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useErrorWords } from "@/components/ui/use-error-words";
import { removeBudgetAction } from "../actions";

export function RemoveBudget({ id, name }: { id: string; name: string }) {
  const t = useTranslations("budgets");
  const words = useErrorWords();
  const reason = useRef<HTMLInputElement>(null);

  async function remove(): Promise<string | null> {
    const result = await removeBudgetAction({ id, reason: reason.current?.value ?? "" });
    if (!result.ok) return words.field(result.error, "reason") ?? words.sentence(result.error);
    toast(t("removed"));
    return null;
  }

  return (
    <ConfirmDialog
      trigger={
        <Button tone="quiet" size="icon" aria-label={t("removeNamed", { name })}>
          <Trash2 aria-hidden />
        </Button>
      }
      title={t("removeTitle")}
      body={t("removeBody")}
      confirm={t("remove")}
      onConfirm={remove}
    >
      <Field label={t("reason")} hint={t("reasonHint")}>
        {(control) => <Input {...control} ref={reason} maxLength={500} />}
      </Field>
    </ConfirmDialog>
  );
}
