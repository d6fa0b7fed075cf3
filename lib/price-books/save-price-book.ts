import "server-only";
import { recordAudit } from "../audit/record-audit";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { parsePriceBook } from "../costs/price-book/parse-price-book";
import { db } from "../db/client";
import { priceBooks } from "../db/schema";
import { randomText } from "../secrets/random-text";
import { type PriceBookVersion, PriceReason, toPriceBookVersion } from "./price-book-version";

/**
 * A new version of all prices: the running month and those to come are priced by it, past months stay as they were.
 * Throws `forbidden`, `ZodError` for negative prices, dates in the future and what is no book.
 */
export async function savePriceBook(
  actor: Actor,
  input: { readonly book: unknown; readonly reason: string },
): Promise<PriceBookVersion> {
  assertAdmin(actor);
  const reason = PriceReason.parse(input.reason);
  const book = parsePriceBook(input.book, Date.now());
  return (await db()).transaction(async (tx) => {
    const values = { id: randomText(16), book, reason, createdBy: actor.userId };
    const [row] = await tx.insert(priceBooks).values(values).returning();
    if (!row) throw new Error("the prices were not stored");
    await recordAudit(tx, { actor, action: "prices.saved", target: row.id, after: book, reason });
    return toPriceBookVersion(row);
  });
}
