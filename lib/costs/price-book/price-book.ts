import { z } from "zod";

/** What is billed; each is measured by one kind of usage, but for servers, which cost the same whatever they do. */
export const PRICE_ITEMS = [
  "ingest",
  "delivery",
  "egress",
  "stored-time",
  "stored-bytes",
  "transcode",
  "turn",
  "write-requests",
  "read-requests",
  "server",
] as const;
export const PriceItem = z.enum(PRICE_ITEMS);
export type PriceItem = z.infer<typeof PriceItem>;

/** What a price is for one of. GB and TB are powers of ten; months are the calendar's. */
export const PriceUnit = z.enum([
  "hour",
  "1000-minutes",
  "gb",
  "tb",
  "1000-minute-months",
  "gb-month",
  "1000-requests",
  "million-requests",
  "month",
]);
export type PriceUnit = z.infer<typeof PriceUnit>;

/** Where viewers are, as coarse as price lists are. */
export const REGIONS = [
  "north-america-europe",
  "south-america",
  "india",
  "japan-hong-kong-southeast-asia",
  "australia-new-zealand",
  "south-korea",
  "middle-east-africa",
] as const;
export const Region = z.enum(REGIONS);
export type Region = z.infer<typeof Region>;

/** Of what a viewer watches, by the shorter side of the picture: up to 480, up to 720, above. */
export const QUALITIES = ["audio", "sd", "hd", "full-hd"] as const;
export const Quality = z.enum(QUALITIES);
export type Quality = z.infer<typeof Quality>;

export const Confidence = z.enum(["high", "medium", "low"]);
export type Confidence = z.infer<typeof Confidence>;

/** Bounds of a book: more is neither read by a person nor priced in microseconds. */
export const BOOK_LIMITS = { entries: 500, plans: 60, tiers: 12, usd: 1_000_000 } as const;

const Id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(80);
const Day = z.iso.date();

/** At least a micro-dollar, or nothing: finer prices are given for a greater unit. */
const Usd = z
  .number()
  .min(0)
  .max(BOOK_LIMITS.usd)
  .refine((usd) => Math.abs(usd * 1e6 - Math.round(usd * 1e6)) < 1e-4, "finer than a micro-dollar");

/** Up to this quantity of the month, in the entry's unit; null: whatever is above. */
const Tier = z.tuple([z.number().positive().max(1e12).nullable(), Usd]);

const Tiers = z
  .array(Tier)
  .min(1)
  .max(BOOK_LIMITS.tiers)
  .refine((tiers) => tiers.at(-1)?.[0] === null, "the last tier must be open")
  .refine(
    (tiers) =>
      tiers.slice(0, -1).every(([upTo], index) => upTo !== null && upTo > (tiers[index - 1]?.[0] ?? 0)),
    "tiers must rise",
  );

export const PriceEntry = z.strictObject({
  /** Stable within all versions of a book: the month's quantities so far go by it. */
  id: Id,
  /** Who bills it. */
  supplier: z.string().min(1).max(80),
  item: PriceItem,
  /** Empty: the same everywhere. */
  regions: z.array(Region).max(REGIONS.length).default([]),
  /** Of delivery, else null; null there: the same for each. */
  quality: Quality.nullable().default(null),
  /** Of ingest: the service's own name of a kind of channel; null: the same for each. */
  channelType: z.string().min(1).max(40).nullable().default(null),
  unit: PriceUnit,
  /** Dollars for one unit, each tier for the part of the month's quantity that lies in it. What is free comes as a first tier at 0. */
  tiers: Tiers,
  /** Entries with one pool count together towards tiers; null: by itself. */
  pool: Id.nullable().default(null),
  /** Whether tiers reach so far for each of several servers. */
  perServer: z.boolean().default(false),
  /** `prepaid`: bought in whole units, ahead. */
  billing: z.enum(["metered", "prepaid"]).default("metered"),
  source: z.string().min(1).max(300),
  /** When the price was seen; null: nobody knows. */
  asOf: Day.nullable(),
  confidence: Confidence,
  note: z.string().max(300).nullable().default(null),
});
export type PriceEntry = z.infer<typeof PriceEntry>;

/** What is taken for granted where usage does not tell; shown with every amount that rests on it. */
export const Assumed = z.strictObject({
  region: Region.nullable().default(null),
  quality: Quality.nullable().default(null),
  channelType: z.string().min(1).max(40).nullable().default(null),
});
export type Assumed = z.infer<typeof Assumed>;

/** By which prices a provider's use is billed. The first plan of a provider is its default. */
export const PricePlan = z.strictObject({
  id: Id,
  provider: z.string().min(1).max(64),
  entries: z.array(Id).min(1).max(BOOK_LIMITS.entries),
  assumed: Assumed.prefault({}),
  /** What an account must have besides, whose own price is not in the book; such a plan is never called the best. */
  requires: Id.nullable().default(null),
  /** Whether its servers send to each viewer by themselves, so that a crowd needs more of them. */
  serversCarryViewers: z.boolean().default(false),
});
export type PricePlan = z.infer<typeof PricePlan>;

/** Prices as data: dated, sourced, before tax, in US dollars. Versions of a book are kept, none is ever changed. */
export const PriceBook = z
  .strictObject({
    version: z.literal("price-book/1"),
    currency: z.literal("USD"),
    /** When somebody last looked at all of it. */
    checkedOn: Day,
    entries: z.array(PriceEntry).min(1).max(BOOK_LIMITS.entries),
    plans: z.array(PricePlan).min(1).max(BOOK_LIMITS.plans),
  })
  .refine(({ entries }) => isUnique(entries.map(({ id }) => id)), "two entries have one id")
  .refine(
    ({ plans }) => isUnique(plans.map(({ provider, id }) => `${provider}/${id}`)),
    "two plans of a provider have one id",
  )
  .refine(({ entries, plans }) => {
    const ids = new Set(entries.map(({ id }) => id));
    return plans.every((plan) => plan.entries.every((id) => ids.has(id)));
  }, "a plan names an entry that is not there")
  .refine(({ entries }) => entries.every(isMeasuredInItsUnit), "an item is not sold by that unit");
export type PriceBook = z.infer<typeof PriceBook>;

const TIME: readonly PriceUnit[] = ["hour", "1000-minutes"];
const BYTES: readonly PriceUnit[] = ["gb", "tb"];
const REQUESTS: readonly PriceUnit[] = ["1000-requests", "million-requests"];
const UNITS_OF: Record<PriceItem, readonly PriceUnit[]> = {
  ingest: TIME,
  delivery: TIME,
  transcode: TIME,
  egress: BYTES,
  turn: BYTES,
  "stored-time": ["1000-minute-months"],
  "stored-bytes": ["gb-month"],
  "write-requests": REQUESTS,
  "read-requests": REQUESTS,
  server: ["month"],
};

function isMeasuredInItsUnit({ item, unit }: PriceEntry): boolean {
  return UNITS_OF[item].includes(unit);
}

function isUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
