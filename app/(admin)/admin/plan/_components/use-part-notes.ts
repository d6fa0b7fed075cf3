"use client";
import { useTranslations } from "use-intl";
import { usePriceWords } from "@/components/costs/use-price-words";
import type { PriceEntry } from "@/lib/costs/price-book/price-book";
import type { CostLine, CostReason } from "@/lib/costs/pricing/priced-usage";

/** Says of a part of a planned month why it costs what it costs, as far as its quantity and price don't. */
export function usePartNotes() {
  const t = useTranslations("planner");
  const desk = useTranslations("costDesk");
  const prices = usePriceWords();
  const named = (value: string) => {
    for (const key of [`regions.${value}`, `qualities.${value}`] as const)
      if (desk.has(key as never)) return String(desk(key as never));
    return value;
  };
  return ({ why }: CostLine, entry: PriceEntry | undefined): readonly string[] =>
    why.map((reason) => say(reason, entry)).filter((one) => one !== null);

  function say(reason: CostReason, entry: PriceEntry | undefined): string | null {
    switch (reason.type) {
      case "quantity-unknown":
      case "no-price-for":
      case "within-free-allowance":
        return t(`note.${reason.type}`);
      case "price-depends-on":
        return t("note.price-depends-on", { what: t(reason.what) });
      case "assumed":
        return t("note.assumed", { what: t(reason.what), value: named(reason.value) });
      case "volume-tier":
        return entry ? t("note.volume-tier", { price: prices.amount(entry, reason.usdPerUnit) }) : null;
      case "prepaid-units":
        return t("note.prepaid-units", reason);
      // Its price and its mark say so, or they are of shares, which nobody plans.
      case "not-billed":
      case "servers":
      case "uncertain-price":
      case "share-of-prepaid":
      case "share-of-server":
      case "server-use-unknown":
        return null;
    }
  }
}
