import type { MicroDollars } from "../costs/money";
import { bestCost, type PlanBasis } from "../costs/planner/plan-costs";
import type { PlanWish } from "../costs/planner/plan-wish";
import { type PlanningFigure, planningFigure } from "../costs/planner/planning-figures";
import type { ProviderId } from "../providers/contract";

export interface FigureCell {
  readonly provider: ProviderId;
  /** Null: the table has none. */
  readonly figure: PlanningFigure | null;
  /** By list prices for the hours that are planned; null: unknown or not possible. */
  readonly listedMicros: MicroDollars | null;
}

export interface FigureRow {
  readonly viewers: number;
  readonly cells: readonly FigureCell[];
}

/** The planning figures, cell by cell, beside what list prices give for so many viewers and all else as wished. Pure. */
export function listFigureRows(wish: PlanWish, basis: PlanBasis): readonly FigureRow[] {
  return basis.figures.monthly.map(({ viewers }) => ({
    viewers,
    cells: basis.providers.map((provider) => ({
      provider: provider.id,
      figure: planningFigure(basis.figures, provider.id, viewers),
      listedMicros: bestCost({ ...wish, viewers }, basis, provider),
    })),
  }));
}
