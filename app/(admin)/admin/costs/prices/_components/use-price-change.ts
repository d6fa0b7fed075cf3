"use client";
import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import type { PriceChange } from "@/lib/price-books/price-change";
import type { ActionError } from "@/lib/server-action";
import { changePricesAction } from "../actions";

/** A dialog that saves one change as a new version. */
export function usePriceChange(from: string) {
  const t = useTranslations("costDesk");
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ActionError | null>(null);

  async function save(change: PriceChange, reason: string): Promise<void> {
    setBusy(true);
    const result = await changePricesAction({ from, change, reason });
    setBusy(false);
    setFailure(result.ok ? null : result.error);
    if (!result.ok) return;
    setOpen(false);
    toast(t("savedVersion"));
  }

  function open(next: boolean) {
    setFailure(null);
    setOpen(next);
  }

  return { isOpen, isBusy, failure, open, save };
}
