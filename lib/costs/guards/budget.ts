import { z } from "zod";
import { fromDollars, type MicroDollars, toMicros } from "../money";

const Id = z.string().min(1).max(64);

/** Money at an edge: whole micro-dollars, above zero. */
const Amount = z
  .number()
  .int()
  .positive()
  .max(Number.MAX_SAFE_INTEGER)
  .transform((value): MicroDollars => toMicros(value));

/** What happens when a threshold is passed. Telling is always done; the others only where an admin has allowed it. */
export const GuardAction = z.discriminatedUnion("type", [
  /** Chosen after every other provider that may carry the stream. */
  z.strictObject({ type: z.literal("demote") }),
  /** No quality above so many lines is made for new streams. */
  z.strictObject({ type: z.literal("cap-ladder"), maxHeight: z.number().int().min(144).max(4_320) }),
  /** A room of peers that grows too large is not taken over by a service that bills each viewer. */
  z.strictObject({ type: z.literal("refuse-hand-offs") }),
  /** No new stream at all. Streams that are on air go on. */
  z.strictObject({ type: z.literal("refuse-streams") }),
  /** The hard cap: no new stream at all, and those on air that make the month dearer are ended after a warning. */
  z.strictObject({ type: z.literal("end-streams") }),
]);
export type GuardAction = z.infer<typeof GuardAction>;

/** What is worth considering then; pages explain it. */
export const Advisable = z.enum(["consider-switching-primary", "consider-hybrid"]);
export type Advisable = z.infer<typeof Advisable>;

export const Threshold = z
  .strictObject({
    id: Id,
    atMicros: Amount,
    /** Of what was spent, or of what the month is expected to end with. */
    measure: z.enum(["spent", "forecast"]).default("spent"),
    advice: Advisable.nullable().default(null),
    actions: z.array(GuardAction).max(5).default([]),
    /** Whether an admin has allowed the actions; without, it only tells. */
    mayAct: z.boolean().default(false),
  })
  .refine(
    ({ measure, actions }) => measure === "spent" || !actions.some(({ type }) => type === "end-streams"),
    {
      message: "an expectation ends no stream on air: a hard cap counts what is spent",
    },
  );
export type Threshold = z.infer<typeof Threshold>;

/** Whose spend it is. */
export const BudgetScope = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("all") }),
  z.strictObject({ kind: z.literal("provider"), provider: Id }),
  z.strictObject({ kind: z.literal("tier"), tier: Id }),
  z.strictObject({ kind: z.literal("channel"), channelId: Id }),
]);
export type BudgetScope = z.infer<typeof BudgetScope>;

/** A month's limit on money, with what happens on the way. */
export const Budget = z
  .strictObject({
    id: Id,
    scope: BudgetScope,
    thresholds: z.array(Threshold).min(1).max(12),
  })
  .refine(({ thresholds }) => new Set(thresholds.map(({ id }) => id)).size === thresholds.length, {
    message: "two thresholds have one id",
  });
export type Budget = z.infer<typeof Budget>;

/** What a new installation watches: they tell and explain, and do nothing until an admin allows something. */
export const BUDGET_PRESET: Budget = Budget.parse({
  id: "whole-month",
  scope: { kind: "all" },
  thresholds: [
    { id: "switch-primary", atMicros: fromDollars(500), advice: "consider-switching-primary" },
    { id: "hybrid", atMicros: fromDollars(1_000), advice: "consider-hybrid" },
  ],
});
