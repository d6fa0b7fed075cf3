import type { ProviderId } from "../../providers/contract";
import type { PriceBook, Quality } from "../price-book/price-book";
import type { Assumptions } from "./assumptions";
import { completeUsage } from "./complete-usage";
import { priceUsage } from "./price-usage";
import type { PriceContext, PricedUsage, UsageQuantities } from "./priced-usage";

const HOUR_MS = 3_600_000n;

export interface RunningStream {
  readonly provider: ProviderId;
  /** Now; null is unknown, and then so is what they cost. */
  readonly viewers: number | null;
  /** What they watch. */
  readonly quality: Quality;
  /** Whether it is recorded: an hour kept for a month is then a part of the price. */
  readonly isRecorded: boolean;
}

/** What the next hour costs if all stays as it is now, with what it leaves in store for a month. All of it is estimated. Pure. */
export function priceHour(
  { provider, viewers, quality, isRecorded }: RunningStream,
  book: PriceBook,
  assumptions: Assumptions,
  context: Omit<PriceContext, "scope">,
): PricedUsage {
  const hours = (count: bigint) => ({ quantity: count * HOUR_MS, basis: "estimated" as const });
  const usage: UsageQuantities = {
    "ingest-ms": hours(1n),
    "viewer-ms": viewers === null ? null : hours(BigInt(viewers)),
    "stored-ms-days": hours(isRecorded ? BigInt(context.daysInMonth) : 0n),
    "read-requests": hours(0n),
    ...(!isRecorded && { "write-requests": hours(0n) }),
  };
  return priceUsage(completeUsage(usage, quality, assumptions).usage, provider, book, {
    delivered: [{ quality, region: null, weight: 1 }],
    ...context,
    scope: "share",
  });
}
