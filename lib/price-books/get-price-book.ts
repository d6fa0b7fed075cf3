import "server-only";
import { desc, lt } from "drizzle-orm";
import { db } from "../db/client";
import { priceBooks } from "../db/schema";
import { type PriceBookVersion, SEED_VERSION, toPriceBookVersion } from "./price-book-version";

/**
 * The prices that were in force before `beforeMs` (epoch ms): the newest saved by then, else those that came with the product.
 * Without it the newest of all.
 */
export async function getPriceBook(beforeMs?: number): Promise<PriceBookVersion> {
  const [row] = await (await db())
    .select()
    .from(priceBooks)
    .where(beforeMs === undefined ? undefined : lt(priceBooks.createdAt, new Date(beforeMs)))
    .orderBy(desc(priceBooks.createdAt), desc(priceBooks.id))
    .limit(1);
  return row ? toPriceBookVersion(row) : SEED_VERSION;
}
