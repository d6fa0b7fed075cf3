"use client";
import { useTranslations } from "use-intl";

/** A plan of a price book in words; those of books of one's own speak for themselves. */
export function usePlanName(): (plan: string) => string {
  const t = useTranslations("costDesk");
  return (plan) => {
    const key = `plans.${plan}` as "plans.standard";
    return t.has(key) ? t(key) : plan;
  };
}
