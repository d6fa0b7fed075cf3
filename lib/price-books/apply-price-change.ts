import type { PriceBook } from "../costs/price-book/price-book";
import { AppError } from "../errors";
import type { PriceChange } from "./price-change";

/**
 * The book with one change, the rest as it was. `today` in UTC, e.g. `2026-11-28`. Pure; throws `not-found` for an entry or plan
 * that is not in it, `invalid-input` for another number of tiers or a day to come.
 */
export function applyPriceChange(book: PriceBook, change: PriceChange, today: string): PriceBook {
  if (change.type === "checked") return { ...book, checkedOn: today };
  if (change.type === "plan") return withDefaultPlan(book, change);
  const entry = book.entries.find(({ id }) => id === change.id);
  if (!entry) throw new AppError("not-found", `no price ${change.id}`);
  if (change.usd.length !== entry.tiers.length)
    throw new AppError("invalid-input", "another number of tiers", {
      fieldErrors: { "change.usd": ["price-invalid"] },
    });
  if (change.asOf > today)
    throw new AppError("invalid-input", "a day to come", { fieldErrors: { "change.asOf": ["day-future"] } });
  const { source, asOf, confidence } = change;
  const tiers = entry.tiers.map(([upTo, usd], index): [number | null, number] => [
    upTo,
    change.usd[index] ?? usd,
  ]);
  const changed = { ...entry, tiers, source, asOf, confidence };
  return { ...book, entries: book.entries.map((one) => (one === entry ? changed : one)) };
}

/** The first plan of a provider is its default. */
function withDefaultPlan(
  book: PriceBook,
  { provider, plan }: Extract<PriceChange, { type: "plan" }>,
): PriceBook {
  const wanted = book.plans.find((one) => one.provider === provider && one.id === plan);
  if (!wanted) throw new AppError("not-found", `no plan ${provider}/${plan}`);
  const place = book.plans.findIndex((one) => one.provider === provider);
  const others = book.plans.filter((one) => one !== wanted);
  return { ...book, plans: others.toSpliced(place, 0, wanted) };
}
