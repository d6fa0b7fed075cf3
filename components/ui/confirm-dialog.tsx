"use client";
import { TriangleAlert } from "lucide-react";
import * as Radix from "radix-ui/alert-dialog";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button";
import { overlayStyle, sheetStyle } from "./dialog";
import { Notice } from "./notice";

interface ConfirmDialogProps {
  readonly trigger: ReactNode;
  readonly title: ReactNode;
  /** What will happen and what it means. */
  readonly body: ReactNode;
  readonly confirm: string;
  readonly keep?: string;
  /** Resolves to a sentence when it failed, which keeps the dialog open; to null when it is done. */
  readonly onConfirm: () => Promise<string | null>;
  readonly children?: ReactNode;
}

/** For steps that cannot be undone. The safe answer has the focus; closing returns it to the trigger. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const t = useTranslations("common");
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  function change(next: boolean) {
    if (busy) return;
    setFailure(null);
    setOpen(next);
  }

  async function confirm() {
    setBusy(true);
    setFailure(null);
    const problem = await props.onConfirm().catch(() => t("failed"));
    setBusy(false);
    if (problem) setFailure(problem);
    else setOpen(false);
  }

  return (
    <Radix.Root open={open} onOpenChange={change}>
      <Radix.Trigger asChild>{props.trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Overlay className={overlayStyle} />
        <Radix.Content className={`${sheetStyle} border-t-4 border-t-rust`}>
          <Radix.Title className="flex items-center gap-2 text-lead font-semibold text-rust">
            <TriangleAlert aria-hidden className="size-5 shrink-0" />
            {props.title}
          </Radix.Title>
          <Radix.Description className="mt-2">{props.body}</Radix.Description>
          {props.children ? <div className="mt-4">{props.children}</div> : null}
          {failure ? (
            <Notice tone="rust" role="alert" className="mt-4">
              {failure}
            </Notice>
          ) : null}
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Radix.Cancel asChild>
              <Button disabled={busy}>{props.keep ?? t("cancel")}</Button>
            </Radix.Cancel>
            <Button tone="danger" onClick={confirm} disabled={busy} aria-busy={busy}>
              {busy ? t("working") : props.confirm}
            </Button>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
