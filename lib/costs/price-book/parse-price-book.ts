import { PriceBook } from "./price-book";

/**
 * A book from whatever somebody sent or stored. Throws `ZodError` for what is no book, negative prices, prices finer than a
 * micro-dollar, and dates after `nowMs` (epoch ms), in UTC.
 */
export function parsePriceBook(value: unknown, nowMs: number): PriceBook {
  const today = new Date(nowMs).toISOString().slice(0, 10);
  return PriceBook.superRefine(({ checkedOn, entries }, context) => {
    if (checkedOn > today)
      context.addIssue({ code: "custom", path: ["checkedOn"], message: "a date in the future" });
    for (const [index, { asOf }] of entries.entries())
      if (asOf !== null && asOf > today)
        context.addIssue({
          code: "custom",
          path: ["entries", index, "asOf"],
          message: "a date in the future",
        });
  }).parse(value);
}
