import { z } from "zod";

/** Bounds of a policy: more would be neither read by a person nor decided in microseconds. */
export const POLICY_LIMITS = { rules: 200, values: 1_000, providers: 16 } as const;

/** Of ids, in characters. */
export const POLICY_NAME_LENGTH = 64;

const Name = z.string().min(1).max(POLICY_NAME_LENGTH);
const Names = z.array(Name).min(1).max(POLICY_LIMITS.values);
const Providers = z.array(Name).min(1).max(POLICY_LIMITS.providers);

/** What a stream may wish for and a provider may lack. */
export const FEATURES = ["recording", "private", "dvr", "browser-ingest"] as const;
export type Feature = (typeof FEATURES)[number];

export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

const Minute = z.number().int().min(0).max(1_440);

/** From and to in minutes after local midnight, `to` exclusive; `from` after `to` goes over midnight, and its day is the one it began on. */
export const TimeWindow = z.strictObject({
  timeZone: z.string().min(1).max(64).refine(isTimeZone, "not a time zone"),
  days: z.array(z.enum(DAYS)).min(1).max(7),
  fromMinute: Minute.max(1_439),
  toMinute: Minute,
});
export type TimeWindow = z.infer<typeof TimeWindow>;

/** All that is given must hold; an empty one holds always. Values of one list are alternatives. */
export const RuleCondition = z.strictObject({
  tiers: Names.optional(),
  labels: Names.optional(),
  creatorIds: Names.optional(),
  /** Expected viewers at once, both ends included. */
  audience: z
    .strictObject({
      min: z.number().int().min(0).default(0),
      max: z.number().int().min(0).nullable().default(null),
    })
    .refine(({ min, max }) => max === null || min <= max, "min is above max")
    .optional(),
  /** Holds when the wanted glass-to-glass delay is this short or shorter, in ms. */
  delayAtMostMs: z.number().int().positive().optional(),
  features: z.array(z.enum(FEATURES)).min(1).max(FEATURES.length).optional(),
  time: TimeWindow.optional(),
  /** Of creators, chosen by a hash of their id, so that raising it never takes anybody out. */
  percentOfCreators: z.number().min(0).max(100).optional(),
  /** By what that hash tells rules apart: those with one word here draw the same creators. The rule's id when absent. */
  drawnAs: Name.optional(),
});
export type RuleCondition = z.infer<typeof RuleCondition>;

export const PolicyRule = z.strictObject({
  id: Name,
  when: RuleCondition,
  /** Tried in this order. */
  use: Providers,
});
export type PolicyRule = z.infer<typeof PolicyRule>;

/** Which provider carries which stream: data. The first rule that holds decides; where none does, `otherwise`. */
export const RoutingPolicy = z
  .strictObject({
    version: z.literal("policy/1"),
    id: Name,
    rules: z.array(PolicyRule).max(POLICY_LIMITS.rules),
    /** For whatever no rule names, unknown tiers and labels included. Tried in this order. */
    otherwise: Providers,
    /** Whether a creator may pick among the providers that the deciding rule allows. */
    creatorsMayChoose: z.boolean(),
    /** What any creator may ask for besides, whatever the rules say. */
    creatorChoices: z.array(Name).max(POLICY_LIMITS.providers).default([]),
  })
  .refine(({ rules }) => new Set(rules.map(({ id }) => id)).size === rules.length, "two rules have one id");
export type RoutingPolicy = z.infer<typeof RoutingPolicy>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
