import type { Capabilities, ProviderId } from "../../providers/contract";
import { fromDollars, type MicroDollars } from "../money";
import type { Answers, Criterion, DecisionFramework, Question } from "./decision-framework";

/** Why a provider is, or is not, advised; pages turn it into a sentence. */
export type AdviceReason =
  | { readonly type: "answered"; readonly question: Question; readonly answer: boolean }
  | { readonly type: "budget-at-least" | "budget-below"; readonly micros: MicroDollars }
  /** Not possible: one channel carries fewer. */
  | { readonly type: "too-many-viewers"; readonly most: number }
  /** What the plan costs there is more than the budget. */
  | { readonly type: "over-budget"; readonly costMicros: MicroDollars; readonly budgetMicros: MicroDollars };

export interface Advice {
  readonly provider: ProviderId;
  readonly isPossible: boolean;
  /** Share of its criteria that speak for it, less what speaks against it: 1 at most, below zero at worst. */
  readonly score: number;
  readonly speaksFor: readonly AdviceReason[];
  readonly speaksAgainst: readonly AdviceReason[];
  /** What would say more if it were answered. */
  readonly open: readonly (Question | "budget")[];
}

export interface AdviceInput {
  readonly answers: Answers;
  readonly framework: DecisionFramework;
  /** In the order that settles ties. */
  readonly providers: readonly {
    readonly id: ProviderId;
    readonly capabilities: Pick<Capabilities, "maxViewers">;
    /** What the planned month costs there; null or absent: unknown, which speaks neither for nor against. */
    readonly costMicros?: MicroDollars | null;
  }[];
}

/**
 * Providers, best first. Each criterion of a provider that holds counts for it in equal parts; one that it needs and that
 * is answered otherwise counts against it as much, and so does a cost above the budget. Those that can't carry the audience
 * come last, whatever speaks for them. Pure.
 */
export function advise({ answers, framework, providers }: AdviceInput): readonly Advice[] {
  return providers
    .map((provider) => adviceOn(answers, framework, provider))
    .sort((a, b) => Number(b.isPossible) - Number(a.isPossible) || b.score - a.score);
}

function adviceOn(
  answers: Answers,
  { criteria }: DecisionFramework,
  { id, capabilities: { maxViewers }, costMicros }: AdviceInput["providers"][number],
): Advice {
  const own = criteria.filter(({ provider }) => provider === id);
  const judged = own.map((criterion) => ({ criterion, holds: holdsFor(criterion, answers, maxViewers) }));
  const speaksFor = judged.flatMap(({ criterion, holds }) =>
    holds === true ? [reasonOf(criterion, true)] : [],
  );
  const needs = judged.flatMap(({ criterion, holds }) =>
    holds === false && criterion.isNeeded ? [reasonOf(criterion, false)] : [],
  );
  const isTooMany = maxViewers !== null && answers.viewers !== null && answers.viewers > maxViewers;
  const budgetMicros = answers.budgetUsd === null ? null : fromDollars(answers.budgetUsd);
  const isOver = budgetMicros !== null && costMicros != null && costMicros > budgetMicros;
  const speaksAgainst: readonly AdviceReason[] = [
    ...(isTooMany ? [{ type: "too-many-viewers", most: maxViewers } as const] : []),
    ...needs,
    ...(isOver ? [{ type: "over-budget", costMicros, budgetMicros } as const] : []),
  ];
  const against = needs.length + Number(isOver);
  return {
    provider: id,
    isPossible: !isTooMany,
    score: own.length === 0 ? 0 - against : (speaksFor.length - against) / own.length,
    speaksFor,
    speaksAgainst,
    open: judged.flatMap(({ criterion, holds }) =>
      holds !== null ? [] : ["question" in criterion ? criterion.question : "budget"],
    ),
  };
}

/** Null where it was not answered. A small audience is also one that was counted. */
function holdsFor(criterion: Criterion, answers: Answers, maxViewers: number | null): boolean | null {
  if ("budget" in criterion) {
    if (answers.budgetUsd === null) return null;
    return "atLeastUsd" in criterion.budget
      ? answers.budgetUsd >= criterion.budget.atLeastUsd
      : answers.budgetUsd < criterion.budget.belowUsd;
  }
  const answer = answers.questions[criterion.question] ?? null;
  if (answer !== null || criterion.question !== "small-audience") return answer;
  return answers.viewers === null || maxViewers === null ? null : answers.viewers <= maxViewers;
}

function reasonOf(criterion: Criterion, answer: boolean): AdviceReason {
  if ("question" in criterion) return { type: "answered", question: criterion.question, answer };
  return "atLeastUsd" in criterion.budget
    ? { type: "budget-at-least", micros: fromDollars(criterion.budget.atLeastUsd) }
    : { type: "budget-below", micros: fromDollars(criterion.budget.belowUsd) };
}
