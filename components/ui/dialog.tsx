"use client";
import { X } from "lucide-react";
import * as Radix from "radix-ui/dialog";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button";

export const overlayStyle = "appear fixed inset-0 z-40 bg-black/55";
export const sheetStyle =
  "appear fixed z-50 max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-md overflow-y-auto rounded border border-line bg-surface p-5 top-1/2 left-1/2 -translate-x-1/2 -translate-y-1/2";

interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly trigger?: ReactNode;
  readonly children: ReactNode;
}

/** Holds a form. Focus goes in when it opens and back to the trigger when it closes. */
export function Dialog({ open, onOpenChange, title, description, trigger, children }: DialogProps) {
  const t = useTranslations("common");
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {trigger ? <Radix.Trigger asChild>{trigger}</Radix.Trigger> : null}
      <Radix.Portal>
        <Radix.Overlay className={overlayStyle} />
        <Radix.Content className={sheetStyle} {...(description ? {} : { "aria-describedby": undefined })}>
          <Radix.Title className="pr-8 text-lead font-semibold">{title}</Radix.Title>
          {description ? (
            <Radix.Description className="mt-1 text-muted">{description}</Radix.Description>
          ) : null}
          <div className="mt-4">{children}</div>
          <Radix.Close asChild>
            <Button tone="quiet" size="icon" className="absolute top-3 right-3" aria-label={t("close")}>
              <X aria-hidden />
            </Button>
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
