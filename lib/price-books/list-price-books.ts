import "server-only";
import { desc } from "drizzle-orm";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { db } from "../db/client";
import { priceBooks } from "../db/schema";
import { type PriceBookVersion, SEED_VERSION, toPriceBookVersion } from "./price-book-version";

const MOST = 100;

/** All versions, newest first, with what came with the product as the last. For admins. */
export async function listPriceBooks(actor: Actor): Promise<readonly PriceBookVersion[]> {
  assertAdmin(actor);
  const rows = await (await db())
    .select()
    .from(priceBooks)
    .orderBy(desc(priceBooks.createdAt), desc(priceBooks.id))
    .limit(MOST);
  return [...rows.map(toPriceBookVersion), SEED_VERSION];
}
