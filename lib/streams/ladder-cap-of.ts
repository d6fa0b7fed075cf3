import type { Loss, Receipt } from "../routing/decision";

const CAPPED = "budget-ladder";

/** The line of a receipt that says that a budget leaves out what is above so many lines. Pure. */
export function toLadderLoss(height: number): Loss {
  return {
    feature: CAPPED,
    reason: `qualities above ${height} lines are left out: a budget is used up`,
    values: { height },
  };
}

/** Lines above which a stream has no quality beside its source, as was decided when it was made; null: as its tier says. Pure. */
export function ladderCapOf(receipt: Pick<Receipt, "warnings">): number | null {
  return receipt.warnings.find(({ feature }) => feature === CAPPED)?.values?.height ?? null;
}
