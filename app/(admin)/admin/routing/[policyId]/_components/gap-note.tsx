"use client";
import { TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { type Gap, MOST_DELAY_MS } from "./find-gaps";

/** What is missing, in words. */
export function GapNote({ gap, id }: { gap: Gap | undefined; id?: string }) {
  const t = useTranslations("routingDesk");
  if (!gap) return null;
  const range =
    gap.field === "delayAtMostMs" ? { min: 0.1, max: MOST_DELAY_MS / 1000 } : { min: 0, max: 100 };
  return (
    <p id={id} className="flex items-start gap-1.5 text-rust">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      {t(`gap.${gap.word}`, range)}
    </p>
  );
}
