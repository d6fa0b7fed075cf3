import "server-only";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { dayOf } from "../ledger/month";
import { applyPriceChange } from "./apply-price-change";
import { getPriceBook } from "./get-price-book";
import type { PriceBookVersion } from "./price-book-version";
import type { ChangePricesInput } from "./price-change";
import { savePriceBook } from "./save-price-book";

/**
 * A new version of the newest prices with one change. Throws `forbidden`, `prices-changed` when `from` is not the newest any
 * more, and what `applyPriceChange` and `savePriceBook` throw.
 */
export async function changePrices(
  actor: Actor,
  { from, change, reason }: ChangePricesInput,
): Promise<PriceBookVersion> {
  assertAdmin(actor);
  const { book } = await getPriceBook();
  const today = dayOf(Date.now());
  return savePriceBook(actor, { book: applyPriceChange(book, change, today), reason, from });
}
