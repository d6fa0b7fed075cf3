"use client";
import { useTranslations } from "use-intl";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { UsageBasis } from "@/lib/usage/usage-kinds";

const TONES: Record<UsageBasis, BadgeTone> = { reported: "good", measured: "accent", estimated: "plain" };

/** How a figure is known; null is not at all. */
export function BasisMark({ basis }: { basis: UsageBasis | null }) {
  const t = useTranslations("costs");
  const known = basis ?? "unknown";
  return (
    <span title={t(`basisHints.${known}`)}>
      <Badge tone={basis ? TONES[basis] : "fair"}>{t(`bases.${known}`)}</Badge>
    </span>
  );
}
