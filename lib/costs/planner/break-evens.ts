import type { ProviderId } from "../../providers/contract";
import type { MicroDollars } from "../money";
import { type CostCurve, costCurves } from "./cost-curves";
import { bestCost, type PlanBasis, type PlannedProvider } from "./plan-costs";
import type { PlanWish } from "./plan-wish";

/** What curves say, as data; pages make sentences of it. Viewers are exact: one fewer, and it is not so. */
export type BreakEven =
  /** From so many viewers on (until the next of this pair), `provider` costs less than `than`. */
  | {
      readonly type: "cheaper-from";
      readonly provider: ProviderId;
      readonly than: ProviderId;
      readonly viewers: number;
      /** What a month costs there at that point. */
      readonly micros: MicroDollars;
    }
  /** Wherever both are possible and known. */
  | { readonly type: "always-cheaper"; readonly provider: ProviderId; readonly than: ProviderId }
  /** Cannot carry more than so many on one channel. */
  | { readonly type: "ends-at"; readonly provider: ProviderId; readonly viewers: number }
  /** Some part of its price is unknown however many watch. */
  | { readonly type: "unknown"; readonly provider: ProviderId };

/**
 * Where one provider becomes cheaper than another as viewers grow. Curves are compared at each of their points, and
 * between two that differ the exact number is found by halving; what turns and turns back between two points is not seen. Pure.
 */
export function findBreakEvens(
  wish: PlanWish,
  basis: PlanBasis,
  curves: readonly CostCurve[] = costCurves(wish, basis),
): readonly BreakEven[] {
  const found: BreakEven[] = [];
  for (const [index, curve] of curves.entries()) {
    const provider = basis.providers.find(({ id }) => id === curve.provider);
    if (!provider) continue;
    const most = provider.capabilities.maxViewers;
    if (curve.points.every(({ micros }) => micros === null))
      found.push({ type: "unknown", provider: provider.id });
    else if (most !== null)
      found.push({ type: "ends-at", provider: provider.id, viewers: most * wish.channels });
    for (const other of curves.slice(index + 1)) {
      const rival = basis.providers.find(({ id }) => id === other.provider);
      if (rival) found.push(...crossings(wish, basis, [provider, curve], [rival, other]));
    }
  }
  return found;
}

type Side = readonly [PlannedProvider, CostCurve];

function crossings(
  wish: PlanWish,
  basis: PlanBasis,
  [one, curve]: Side,
  [two, other]: Side,
): readonly BreakEven[] {
  /** Above zero: the second is cheaper. Null where one is not possible. */
  const differenceAt = (viewers: number): number | null => {
    const a = bestCost({ ...wish, viewers }, basis, one);
    const b = bestCost({ ...wish, viewers }, basis, two);
    return a === null || b === null ? null : a - b;
  };
  const points = curve.points.flatMap(({ viewers, micros }, index) => {
    const rival = other.points[index]?.micros ?? null;
    return micros === null || rival === null ? [] : [{ viewers, sign: Math.sign(micros - rival) }];
  });
  const decided = points.filter(({ sign }) => sign !== 0);
  const [first] = decided;
  if (!first) return [];
  const turns = decided.flatMap((point, index): readonly BreakEven[] => {
    const before = decided[index - 1];
    if (!before || before.sign === point.sign) return [];
    const viewers = firstWith(point.sign, before.viewers, point.viewers, differenceAt);
    const [winner, loser] = point.sign > 0 ? [two, one] : [one, two];
    const micros = bestCost({ ...wish, viewers }, basis, winner);
    return micros === null
      ? []
      : [{ type: "cheaper-from", provider: winner.id, than: loser.id, viewers, micros }];
  });
  if (turns.length > 0) return turns;
  const [winner, loser] = first.sign > 0 ? [two, one] : [one, two];
  return [{ type: "always-cheaper", provider: winner.id, than: loser.id }];
}

/** The least number above `low`, up to `high`, where the difference has this sign; between, it turns once. */
function firstWith(
  sign: number,
  low: number,
  high: number,
  differenceAt: (viewers: number) => number | null,
): number {
  let [without, has] = [low, high];
  while (has - without > 1) {
    const middle = Math.floor((without + has) / 2);
    if (Math.sign(differenceAt(middle) ?? 0) === sign) has = middle;
    else without = middle;
  }
  return has;
}
