import type { MicroDollars } from "../money";
import type { Budget, Threshold } from "./budget";
import { passes } from "./passes";

/** One threshold as it stands. Plain JSON: kept between two looks. */
export interface GuardState {
  readonly budget: string;
  readonly threshold: string;
  /** The month it is about, e.g. `2026-11`: a new one begins with nothing passed. */
  readonly month: string;
  readonly isPassed: boolean;
  /** Epoch ms since when it is as it is. */
  readonly since: number;
  /** What was compared; null while unknown. */
  readonly valueMicros: MicroDollars | null;
}

export interface BudgetFigures {
  readonly month: string;
  /** Null: unknown. A part that is known counts: more can only be worse. */
  readonly spentMicros: MicroDollars | null;
  readonly forecastMicros: MicroDollars | null;
}

/** Something to tell admins, once. */
export interface GuardChange {
  readonly type: "passed" | "cleared";
  readonly budget: string;
  readonly threshold: Threshold;
  readonly valueMicros: MicroDollars | null;
}

export interface BudgetVerdict {
  readonly states: readonly GuardState[];
  readonly changes: readonly GuardChange[];
}

/**
 * Where a budget stands, and what is new since the last look. A threshold is passed at its amount, and cleared when the figure is a
 * twentieth below, or the month is another. While a figure is unknown, it stays as it was. Pure; asking twice changes nothing.
 */
export function evaluateBudget(
  budget: Budget,
  figures: BudgetFigures,
  previous: readonly GuardState[],
  nowMs: number,
): BudgetVerdict {
  const looked = budget.thresholds.map((threshold) => {
    const before = previous.find((state) => state.budget === budget.id && state.threshold === threshold.id);
    return { threshold, before, state: stateOf(budget.id, threshold, figures, before, nowMs) };
  });
  return {
    states: looked.map(({ state }) => state),
    changes: looked.flatMap(({ threshold, before, state }): readonly GuardChange[] => {
      if (state.isPassed === (before?.isPassed ?? false)) return passedAnew(before, state, threshold);
      const type = state.isPassed ? "passed" : "cleared";
      return [{ type, budget: budget.id, threshold, valueMicros: state.valueMicros }];
    }),
  };
}

function stateOf(
  budget: string,
  threshold: Threshold,
  { month, spentMicros, forecastMicros }: BudgetFigures,
  before: GuardState | undefined,
  nowMs: number,
): GuardState {
  const ofMonth = before?.month === month ? before : undefined;
  const wasPassed = ofMonth?.isPassed ?? false;
  // What is spent already is the least that the month ends with.
  const told = threshold.measure === "forecast" ? [spentMicros, forecastMicros] : [spentMicros];
  const known = told.filter((value) => value !== null);
  const valueMicros = known.length > 0 ? known.reduce((a, b) => (a > b ? a : b)) : null;
  const isPassed = valueMicros === null ? wasPassed : passes(valueMicros, threshold.atMicros, wasPassed);
  return {
    budget,
    threshold: threshold.id,
    month,
    isPassed,
    since: ofMonth && isPassed === wasPassed ? ofMonth.since : nowMs,
    valueMicros,
  };
}

/** Passed in one month and in the next at once: that is news again. */
function passedAnew(
  before: GuardState | undefined,
  state: GuardState,
  threshold: Threshold,
): readonly GuardChange[] {
  if (!state.isPassed || before?.month === state.month) return [];
  return [{ type: "passed", budget: state.budget, threshold, valueMicros: state.valueMicros }];
}
