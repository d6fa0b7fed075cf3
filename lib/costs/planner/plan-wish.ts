import { z } from "zod";
import { Quality, Region } from "../price-book/price-book";
import type { Assumptions } from "../pricing/assumptions";
import { completeUsage } from "../pricing/complete-usage";
import type { KnownQuantity, UsageQuantities } from "../pricing/priced-usage";

const HOUR_MS = 3_600_000;
/** Of a month of 31 days. */
const MOST_HOURS = 744;
const MOST_CHANNELS = 10_000;

/** Curves and plans reach this far. */
export const MOST_VIEWERS = 1_000_000;

/** What somebody plans for a month. */
export const PlanWish = z
  .strictObject({
    /** At once, on average while on air. */
    viewers: z.number().int().min(0).max(MOST_VIEWERS),
    /** On air, of all channels together. */
    hours: z
      .number()
      .min(0)
      .max(MOST_HOURS * MOST_CHANNELS),
    quality: Quality,
    /** Null: as each plan assumes. */
    region: Region.nullable().default(null),
    /** Hours of recordings that lie in store all month long. */
    storedHours: z.number().min(0).max(1e6).default(0),
    /** Channels on air at once, among which the viewers divide evenly. */
    channels: z.number().int().min(1).max(MOST_CHANNELS).default(1),
  })
  .refine(({ hours, channels }) => hours <= MOST_HOURS * channels, {
    path: ["hours"],
    message: "more hours than a month has for so many channels",
  });
export type PlanWish = z.infer<typeof PlanWish>;

/** What that takes. `hours` of all channels and `viewers` of each moment give the time watched. All of it is estimated. Pure. */
export function planUsage(
  { viewers, hours, quality, storedHours, channels }: PlanWish,
  assumptions: Assumptions,
  daysInMonth: number,
): UsageQuantities {
  const estimated = (value: number): KnownQuantity => ({
    quantity: BigInt(Math.round(value)),
    basis: "estimated",
  });
  const usage: UsageQuantities = {
    "ingest-ms": estimated(hours * HOUR_MS),
    "viewer-ms": estimated((viewers / channels) * hours * HOUR_MS),
    "stored-ms-days": estimated(storedHours * HOUR_MS * daysInMonth),
    // Nobody plans how replays are read; buckets that bill it are priced without.
    "read-requests": estimated(0),
    ...(storedHours === 0 && { "write-requests": estimated(0) }),
  };
  return completeUsage(usage, quality, assumptions).usage;
}

/** How many servers send so much to so many, one at least. Pure. */
export function serversFor(
  { viewers, quality }: Pick<PlanWish, "viewers" | "quality">,
  assumptions: Assumptions,
): number {
  return Math.max(1, Math.ceil((viewers * assumptions.kbps[quality]) / assumptions.serverKbps));
}
