"use client";
import { useTranslations } from "use-intl";
import type { PriceEntry } from "@/lib/costs/price-book/price-book";
import { useMoney } from "./use-money";

export interface PriceWords {
  /** What the price is of, e.g. "Delivery to viewers". */
  name(entry: PriceEntry): string;
  /** What tells it from its siblings; empty where nothing does. */
  detail(entry: PriceEntry): string;
  /** One amount with its unit. */
  amount(entry: PriceEntry, usd: number): string;
  /** Up to where a tier reaches; of the last one, that it is what is above. */
  reach(entry: PriceEntry, upTo: number | null): string;
}

export function usePriceWords(): PriceWords {
  const t = useTranslations("costDesk");
  const costs = useTranslations("costs");
  const money = useMoney();
  return {
    name: ({ item }) => costs(`items.${item}`),
    detail: ({ supplier, quality, channelType, regions, billing }) =>
      [
        supplier,
        channelType,
        quality && t(`qualities.${quality}`),
        regions.map((region) => t(`regions.${region}`)).join(", "),
        billing === "prepaid" ? t("prepaid") : null,
      ]
        .filter(Boolean)
        .join(" · "),
    amount: ({ unit }, usd) =>
      usd === 0 ? t("free") : t(`priceUnits.${unit}`, { amount: money(Math.round(usd * 1e6)) }),
    reach: ({ unit }, upTo) =>
      upTo === null ? t("above") : t("upTo", { quantity: t(`quantities.${unit}`, { value: upTo }) }),
  };
}
