import type { PriceEntry } from "../price-book/price-book";
import type { CostReason } from "./priced-usage";

/** Said of every price that rests on one mention, or on nobody's list. Pure. */
export function uncertainty({ confidence, asOf }: PriceEntry): readonly CostReason[] {
  return confidence === "low" || asOf === null ? [{ type: "uncertain-price", confidence, asOf }] : [];
}
