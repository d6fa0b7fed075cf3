import type { MicroDollars } from "../money";
import type { Budget, Threshold } from "./budget";
import { HARD_CAP_GRACE_MS, isHardCap } from "./hard-cap";
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
  /** The amount that it was compared with; absent in what was kept before amounts were. */
  readonly atMicros?: MicroDollars;
  /** Epoch ms from when on a hard cap ends streams on air; absent while none is in force. */
  readonly endsStreamsAt?: number;
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
  /** As in `GuardState`. */
  readonly endsStreamsAt?: number;
}

export interface BudgetVerdict {
  readonly states: readonly GuardState[];
  readonly changes: readonly GuardChange[];
}

/**
 * Where a budget stands, and what is new since the last look. A threshold is passed at its amount, and cleared when the figure is a
 * twentieth below, or below an amount that was changed, or the month is another. While a figure is unknown, it stays as it was.
 * A hard cap that comes into force is news also where its threshold was passed before. Pure; asking twice changes nothing.
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
      const type = changeOf(before, state);
      if (!type) return [];
      const { valueMicros, endsStreamsAt } = state;
      return [{ type, budget: budget.id, threshold, valueMicros, ...only({ endsStreamsAt }) }];
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
  const { atMicros } = threshold;
  // Figures waver; an amount that an admin changed is meant as it stands.
  const isSameAmount = ofMonth?.atMicros === undefined || ofMonth.atMicros === atMicros;
  // What is spent already is the least that the month ends with.
  const told = threshold.measure === "forecast" ? [spentMicros, forecastMicros] : [spentMicros];
  const known = told.filter((value) => value !== null);
  const valueMicros = known.length > 0 ? known.reduce((a, b) => (a > b ? a : b)) : null;
  const isPassed =
    valueMicros === null ? wasPassed : passes(valueMicros, atMicros, wasPassed && isSameAmount);
  const endsStreamsAt =
    isPassed && isHardCap(threshold) ? (ofMonth?.endsStreamsAt ?? nowMs + HARD_CAP_GRACE_MS) : undefined;
  return {
    ...{ budget, threshold: threshold.id, month, isPassed, valueMicros, atMicros },
    since: ofMonth && isPassed === wasPassed ? ofMonth.since : nowMs,
    ...only({ endsStreamsAt }),
  };
}

function changeOf(before: GuardState | undefined, state: GuardState): GuardChange["type"] | null {
  if (state.isPassed !== (before?.isPassed ?? false)) return state.isPassed ? "passed" : "cleared";
  if (!state.isPassed) return null;
  // Passed in one month and in the next at once.
  const isAnew = before?.month !== state.month;
  const beginsToEnd = state.endsStreamsAt !== undefined && before?.endsStreamsAt === undefined;
  return isAnew || beginsToEnd ? "passed" : null;
}

/** An absent moment stays absent in JSON. */
function only({ endsStreamsAt }: { readonly endsStreamsAt: number | undefined }) {
  return endsStreamsAt === undefined ? {} : { endsStreamsAt };
}
