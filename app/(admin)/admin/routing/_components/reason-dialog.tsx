"use client";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/textarea";

interface ReasonDialogProps {
  readonly trigger: ReactNode;
  readonly title: string;
  readonly body: string;
  readonly confirm: string;
  /** Between the words and the reason. */
  readonly children?: ReactNode;
  /** Why it can't be done now: takes the place of the reason. */
  readonly refusal?: ReactNode;
  /** Resolves to a sentence when it failed, which keeps the dialog open; to null when it is done. */
  readonly onConfirm: (reason: string, form: FormData) => Promise<string | null>;
}

const MOST_CHARACTERS = 500;

/** A change of where streams go: nothing happens without a reason. */
export function ReasonDialog(props: ReasonDialogProps) {
  const t = useTranslations("routingDesk");
  const common = useTranslations("common");
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  function change(next: boolean) {
    if (busy) return;
    setFailure(null);
    setMissing(false);
    setOpen(next);
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const reason = String(form.get("reason") ?? "").trim();
    setMissing(reason === "");
    if (reason === "") return;
    setBusy(true);
    setFailure(null);
    const problem = await props.onConfirm(reason, form).catch(() => common("failed"));
    setBusy(false);
    if (problem) setFailure(problem);
    else setOpen(false);
  }

  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={props.title}
      description={props.body}
      trigger={props.trigger}
    >
      <form onSubmit={submit} className="grid gap-4" noValidate>
        {props.children}
        {props.refusal ?? (
          <Field
            label={t("reasonLabel")}
            hint={t("reasonHint")}
            error={isMissing ? t("reasonMissing") : undefined}
          >
            {(control) => <Textarea {...control} name="reason" rows={2} maxLength={MOST_CHARACTERS} />}
          </Field>
        )}
        {failure ? (
          <Notice tone="rust" role="alert">
            {failure}
          </Notice>
        ) : null}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={() => change(false)} disabled={busy}>
            {props.refusal ? common("close") : common("cancel")}
          </Button>
          {props.refusal ? null : (
            <Button type="submit" tone="primary" disabled={busy} aria-busy={busy}>
              {busy ? common("working") : props.confirm}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
