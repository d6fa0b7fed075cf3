import { z } from "zod";

/** What is asked beside the budget and the audience; each is answered with yes, no, or not at all. */
export const QUESTIONS = [
  "launch-quickly",
  "reliability-critical",
  "rapid-growth",
  "cost-first",
  "good-enough-quality",
  "global-cdn",
  "simple-integration",
  "devops-skill",
  "full-control",
  "custom-features",
  "small-audience",
  "interactive-content",
  "minimal-infrastructure",
  "experimental-spirit",
] as const;
export const Question = z.enum(QUESTIONS);
export type Question = z.infer<typeof Question>;

const Usd = z.number().min(0).max(1e9);
const common = {
  provider: z.string().min(1).max(64),
  /** Whether the opposite speaks against the provider, and does not merely fail to speak for it. */
  isNeeded: z.boolean().default(false),
};

/** One thing that speaks for one provider: a yes to a question, or a monthly budget. */
export const Criterion = z.union([
  z.strictObject({ ...common, question: Question }),
  z.strictObject({
    ...common,
    budget: z.union([z.strictObject({ atLeastUsd: Usd }), z.strictObject({ belowUsd: Usd })]),
  }),
]);
export type Criterion = z.infer<typeof Criterion>;

export const DecisionFramework = z.strictObject({
  version: z.literal("decision-framework/1"),
  criteria: z.array(Criterion).min(1).max(200),
});
export type DecisionFramework = z.infer<typeof DecisionFramework>;

/** What somebody answered. */
export const Answers = z.strictObject({
  /** Absent: not answered. */
  questions: z.partialRecord(Question, z.boolean()).default({}),
  /** For a month; null: not answered. */
  budgetUsd: Usd.nullable().default(null),
  /** At once, on one channel; null: not answered. */
  viewers: z.number().int().min(0).max(1e9).nullable().default(null),
});
export type Answers = z.infer<typeof Answers>;
