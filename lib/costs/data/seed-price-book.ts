import { PriceBook } from "../price-book/price-book";
import cloudflare from "./cloudflare-prices.json";
import ivs from "./ivs-prices.json";
import plans from "./price-plans.json";
import servers from "./server-prices.json";

/** The prices that a new installation begins with: before tax, with source, date and how sure they are. */
export const SEED_PRICE_BOOK: PriceBook = PriceBook.parse({
  version: "price-book/1",
  currency: "USD",
  checkedOn: "2026-11-22",
  entries: [...ivs, ...cloudflare, ...servers],
  plans,
});
