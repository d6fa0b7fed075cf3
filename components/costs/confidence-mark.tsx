"use client";
import { useTranslations } from "use-intl";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { PriceEntry } from "@/lib/costs/price-book/price-book";

const TONES: Record<PriceEntry["confidence"], BadgeTone> = { high: "good", medium: "plain", low: "fair" };

/** How sure a price is. */
export function ConfidenceMark({ confidence }: Pick<PriceEntry, "confidence">) {
  const t = useTranslations("costDesk");
  return <Badge tone={TONES[confidence]}>{t(`confidences.${confidence}`)}</Badge>;
}
