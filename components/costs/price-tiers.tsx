"use client";
import { useTranslations } from "use-intl";
import type { PriceEntry } from "@/lib/costs/price-book/price-book";
import { usePriceWords } from "./use-price-words";

/** What one unit costs; where that falls in steps, the first of them, and all when it is opened. */
export function PriceTiers({ entry }: { entry: PriceEntry }) {
  const t = useTranslations("costDesk");
  const words = usePriceWords();
  const [first, ...rest] = entry.tiers;
  if (!first) return null;
  if (rest.length === 0) return words.amount(entry, first[1]);
  return (
    <details>
      <summary className="list-none rounded">
        {words.amount(entry, first[1])}{" "}
        <span className="text-small text-accent">{t("steps", { count: entry.tiers.length })}</span>
      </summary>
      <ul className="mt-1 text-small text-muted">
        {entry.tiers.map(([upTo, usd]) => (
          <li key={String(upTo)}>
            {words.amount(entry, usd)}, {words.reach(entry, upTo)}
          </li>
        ))}
      </ul>
    </details>
  );
}
