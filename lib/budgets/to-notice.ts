import type { BudgetScope } from "../costs/guards/budget";
import type { GuardChange } from "../costs/guards/evaluate-budget";
import { dayOf } from "../ledger/month";
import { allowedActions, type BudgetDetails, type NoticeContent } from "../notices/notice";
import type { ScopeFigures } from "./read-scope-figures";

interface Told {
  readonly scope: BudgetScope;
  readonly whose: string | null;
  readonly figures: ScopeFigures;
  /** How many streams on air a hard cap will end; null: none is in force. */
  readonly ends: number | null;
  readonly nowMs: number;
}

/** A change, with all that its sentences need. Pure. */
export function toNotice(
  { type, budget, threshold, endsStreamsAt }: GuardChange,
  { scope, whose, figures, ends, nowMs }: Told,
): NoticeContent & { readonly details: BudgetDetails } {
  const actions = allowedActions(threshold);
  const heights = actions.flatMap((action) => (action.type === "cap-ladder" ? [action.maxHeight] : []));
  return {
    kind: `budget-${type}`,
    details: {
      ...{ budget, threshold: threshold.id, scope: scope.kind, whose },
      ...{ measure: threshold.measure, atMicros: threshold.atMicros, advice: threshold.advice },
      spentMicros: figures.spentMicros,
      forecastMicros: figures.forecast?.expectedMicros ?? null,
      acts: actions.map((action) => action.type).join(","),
      maxHeight: heights.length > 0 ? Math.min(...heights) : null,
      endsStreams: ends,
      endsAt: endsStreamsAt === undefined ? null : new Date(endsStreamsAt).toISOString(),
      day: dayOf(nowMs),
    },
  };
}
