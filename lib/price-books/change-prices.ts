import "server-only";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import type { PriceBook } from "../costs/price-book/price-book";
import { AppError } from "../errors";
import { listBilled } from "../ledger/billed-providers";
import { dayOf, monthOf } from "../ledger/month";
import { priceMonth } from "../ledger/price-month";
import { readSums } from "../ledger/read-sums";
import { applyPriceChange } from "./apply-price-change";
import { getPriceBook } from "./get-price-book";
import type { PriceBookVersion } from "./price-book-version";
import type { ChangePricesInput } from "./price-change";
import { savePriceBook } from "./save-price-book";

/**
 * A new version of the newest prices with one change. Throws `forbidden`, `prices-changed` when `from` is not the newest any
 * more, `invalid-input` for a price by which the running month can't be summed, and what `applyPriceChange` and `savePriceBook` throw.
 */
export async function changePrices(
  actor: Actor,
  { from, change, reason }: ChangePricesInput,
): Promise<PriceBookVersion> {
  assertAdmin(actor);
  const now = Date.now();
  const book = applyPriceChange((await getPriceBook()).book, change, dayOf(now));
  await assertSummable(book, monthOf(now));
  return savePriceBook(actor, { book, reason, from });
}

/** One digit too many could make a month that is more money than can be counted, and every page of it fail. */
async function assertSummable(book: PriceBook, month: string): Promise<void> {
  const sums = await readSums(month, "provider");
  try {
    priceMonth(month, sums, listBilled(), book);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new AppError("invalid-input", "the month would be too much money", {
      fieldErrors: { "change.usd": ["price-invalid"] },
      cause: error,
    });
  }
}
