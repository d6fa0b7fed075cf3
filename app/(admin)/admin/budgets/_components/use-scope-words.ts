"use client";
import { useTranslations } from "use-intl";
import type { BudgetScope } from "@/lib/costs/guards/budget";

const TIERS = ["free", "basic", "premium"] as const;

/** Whose spend a budget is over, as a heading says it. */
export function useScopeWords(): (kind: BudgetScope["kind"], whose: string | null) => string {
  const t = useTranslations("budgets");
  const tiers = useTranslations("tiers");
  return (kind, whose) => {
    const tier = TIERS.find((one) => one === whose);
    return t(`over.${kind}`, { whose: kind === "tier" && tier ? tiers(tier) : (whose ?? "") });
  };
}
