import { z } from "zod";
import { BOOK_LIMITS, Confidence } from "../costs/price-book/price-book";
import { PriceReason } from "./price-book-version";

const Usd = z
  .number({ error: "price-invalid" })
  .min(0, "price-negative")
  .max(BOOK_LIMITS.usd, "price-invalid")
  .refine((usd) => Math.abs(usd * 1e6 - Math.round(usd * 1e6)) < 1e-4, "price-too-fine");

/** One change to a price book. */
export const PriceChange = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("entry"),
    id: z.string().min(1).max(80),
    /** Dollars for one unit, one for each tier there is. */
    usd: z.array(Usd).min(1).max(BOOK_LIMITS.tiers).readonly(),
    /** Where the price was seen, and when. */
    source: z.string().trim().min(1, "source-missing").max(300, "source-long"),
    asOf: z.iso.date({ error: "day-invalid" }),
    confidence: Confidence,
  }),
  /** By which of its plans a provider is billed. */
  z.strictObject({
    type: z.literal("plan"),
    provider: z.string().min(1).max(64),
    plan: z.string().min(1).max(80),
  }),
  /** Somebody looked at all of them today, and they are right. */
  z.strictObject({ type: z.literal("checked") }),
]);
export type PriceChange = z.infer<typeof PriceChange>;

export const ChangePricesInput = z.strictObject({
  /** Which version was changed: what somebody else saved meanwhile is not lost. */
  from: z.string().min(1).max(64),
  change: PriceChange,
  reason: PriceReason,
});
export type ChangePricesInput = z.infer<typeof ChangePricesInput>;
