import type { ProviderId } from "../../providers/contract";
import type { MicroDollars } from "../money";
import { bestCost, type PlanBasis } from "./plan-costs";
import { MOST_VIEWERS, type PlanWish } from "./plan-wish";

/** Points a decade: enough for a smooth line, and for every step that is worth a sentence. */
const PER_DECADE = 12;

export interface CostCurve {
  readonly provider: ProviderId;
  /** Rising viewers; null where it is unknown or not possible. */
  readonly points: readonly { readonly viewers: number; readonly micros: MicroDollars | null }[];
}

/** From one viewer to a million, evenly on a logarithmic scale, each number once. Pure. */
export function viewerSteps(): readonly number[] {
  const count = Math.log10(MOST_VIEWERS) * PER_DECADE;
  const steps = Array.from({ length: count + 1 }, (_, step) => Math.round(10 ** (step / PER_DECADE)));
  return [...new Set(steps)];
}

/** What a month costs at each provider by its best plan, as viewers grow and all else stays as wished. Pure. */
export function costCurves(wish: PlanWish, basis: PlanBasis): readonly CostCurve[] {
  const steps = viewerSteps();
  return basis.providers.map((provider) => ({
    provider: provider.id,
    points: steps.map((viewers) => ({ viewers, micros: bestCost({ ...wish, viewers }, basis, provider) })),
  }));
}
