import type { PriceBook, PriceEntry } from "./price-book";

const DAY_MS = 86_400_000;
/** Price lists of this trade change a few times a year. */
const BOOK_AGE_DAYS = 90;
const ENTRY_AGE_DAYS = 365;

/** Whether nobody has looked at the book for more than 90 days. `nowMs` in epoch ms. Pure. */
export function isOldPriceBook({ checkedOn }: PriceBook, nowMs: number): boolean {
  return ageDays(checkedOn, nowMs) > BOOK_AGE_DAYS;
}

/** Prices that plans rest on, of which nobody knows when they were seen, or that was more than a year ago. Pure. */
export function listOldEntries({ entries, plans }: PriceBook, nowMs: number): readonly PriceEntry[] {
  const used = new Set(plans.flatMap((plan) => plan.entries));
  return entries.filter(
    ({ id, asOf }) => used.has(id) && (asOf === null || ageDays(asOf, nowMs) > ENTRY_AGE_DAYS),
  );
}

function ageDays(day: string, nowMs: number): number {
  return (nowMs - Date.parse(day)) / DAY_MS;
}
