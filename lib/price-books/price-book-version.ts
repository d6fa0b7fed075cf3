import { z } from "zod";
import { SEED_PRICE_BOOK } from "../costs/data/seed-price-book";
import type { PriceBook } from "../costs/price-book/price-book";
import type { priceBooks } from "../db/schema";

/** Why prices were changed; stands in the audit log. */
export const PriceReason = z.string().trim().min(1, "reason-missing").max(500, "reason-long");

/** One version of the prices. */
export interface PriceBookVersion {
  readonly id: string;
  readonly book: PriceBook;
  /** Epoch ms; null for what came with the product. */
  readonly createdAt: number | null;
  readonly reason: string | null;
}

/** What decides until an admin saved prices of their own. */
export const SEED_VERSION: PriceBookVersion = {
  id: "seed",
  book: SEED_PRICE_BOOK,
  createdAt: null,
  reason: null,
};

export function toPriceBookVersion(row: typeof priceBooks.$inferSelect): PriceBookVersion {
  const { id, book, reason } = row;
  return { id, book, reason, createdAt: row.createdAt.getTime() };
}
