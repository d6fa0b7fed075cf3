import "server-only";
import { desc, sql } from "drizzle-orm";
import { recordAudit } from "../audit/record-audit";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { parsePriceBook } from "../costs/price-book/parse-price-book";
import { db } from "../db/client";
import type { Transaction } from "../db/open-database";
import { priceBooks } from "../db/schema";
import { AppError } from "../errors";
import { randomText } from "../secrets/random-text";
import { type PriceBookVersion, PriceReason, SEED_VERSION, toPriceBookVersion } from "./price-book-version";

/**
 * A new version of all prices: the running month and those to come are priced by it, past months stay as they were.
 * `from`: the version that was changed; throws `prices-changed` when it is not the newest any more. Throws `forbidden`, and
 * `ZodError` for negative prices, dates in the future and what is no book.
 */
export async function savePriceBook(
  actor: Actor,
  input: { readonly book: unknown; readonly reason: string; readonly from?: string },
): Promise<PriceBookVersion> {
  assertAdmin(actor);
  const reason = PriceReason.parse(input.reason);
  const book = parsePriceBook(input.book, Date.now());
  return (await db()).transaction(async (tx) => {
    const newest = await lockNewest(tx);
    if (input.from !== undefined && input.from !== (newest?.id ?? SEED_VERSION.id))
      throw new AppError("prices-changed");
    // Whatever clocks say, what is saved last is the newest.
    const createdAt = new Date(Math.max(Date.now(), (newest?.createdAt.getTime() ?? 0) + 1));
    const values = { id: randomText(16), book, reason, createdBy: actor.userId, createdAt };
    const [row] = await tx.insert(priceBooks).values(values).returning();
    if (!row) throw new Error("the prices were not stored");
    await recordAudit(tx, { actor, action: "prices.saved", target: row.id, after: book, reason });
    return toPriceBookVersion(row);
  });
}

/** Nobody else saves prices until the transaction ends: of two at once the second sees what the first saved. */
async function lockNewest(tx: Transaction) {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('price-books', 0))`);
  const [row] = await tx
    .select({ id: priceBooks.id, createdAt: priceBooks.createdAt })
    .from(priceBooks)
    .orderBy(desc(priceBooks.createdAt), desc(priceBooks.id))
    .limit(1);
  return row;
}
