"use client";
import { useTranslations } from "use-intl";
import { useDays } from "@/components/costs/use-days";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import type { PriceDesk } from "@/lib/price-books/get-price-desk";
import { usePriceChange } from "./use-price-change";
import { VersionForm } from "./version-form";

/** When somebody last looked at all prices, and the way to say that one did. */
export function CheckedPanel({
  desk,
}: {
  desk: Pick<PriceDesk, "id" | "checkedOn" | "isOld" | "oldEntries">;
}) {
  const t = useTranslations("costDesk");
  const days = useDays();
  const state = usePriceChange(desk.id);
  return (
    <section className="grid gap-3 rounded border bg-surface p-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="font-medium">{t("checked", { day: days.day(desk.checkedOn) })}</p>
        <Dialog
          open={state.isOpen}
          onOpenChange={state.open}
          title={t("checkedToday")}
          description={t("checkedTodayBody")}
          trigger={<Button>{t("checkedToday")}</Button>}
        >
          <VersionForm state={state} changeOf={() => ({ type: "checked" })} />
        </Dialog>
      </div>
      {desk.isOld ? <Notice tone="fair">{t("old")}</Notice> : null}
      {desk.oldEntries.length > 0 ? (
        <p className="text-muted">{t("oldEntries", { count: desk.oldEntries.length })}</p>
      ) : null}
    </section>
  );
}
