import type { Capabilities, ProviderId } from "../../providers/contract";
import type { MicroDollars } from "../money";
import type { PriceBook, PricePlan } from "../price-book/price-book";
import type { Assumptions } from "../pricing/assumptions";
import { priceUsage } from "../pricing/price-usage";
import type { PricedUsage } from "../pricing/priced-usage";
import { wholeTotal } from "../pricing/whole-total";
import { type PlanWish, planUsage, serversFor } from "./plan-wish";
import { type PlanningFigure, type PlanningFigures, planningFigure } from "./planning-figures";

export interface PlannedProvider {
  readonly id: ProviderId;
  readonly capabilities: Pick<Capabilities, "maxViewers">;
}

/** What plans rest on; all of it is data. */
export interface PlanBasis {
  readonly book: PriceBook;
  readonly assumptions: Assumptions;
  readonly figures: PlanningFigures;
  readonly providers: readonly PlannedProvider[];
  readonly daysInMonth: number;
}

export interface PlannedCost {
  readonly provider: ProviderId;
  /** Null: the book knows no prices of it. */
  readonly plan: string | null;
  readonly priced: PricedUsage;
  /** Null where a part is unknown, or where it is not possible. */
  readonly totalMicros: MicroDollars | null;
  /** The most viewers that one channel carries there, where that is fewer than are planned; null: possible. */
  readonly tooManyViewersFor: number | null;
  /** Servers that this needs, where it has any that send to viewers. */
  readonly servers: number | null;
  /** Of this provider's plans that require nothing besides, the one that costs least; the first where none is known. */
  readonly isBestPlan: boolean;
  /** The round figure for just so many viewers; null where there is none. It knows nothing of the hours. */
  readonly figure: PlanningFigure | null;
}

/** What a month would cost by list prices at each provider by each of its plans, in the order given. Pure; throws `RangeError` past nine billion dollars. */
export function planCosts(wish: PlanWish, basis: PlanBasis): readonly PlannedCost[] {
  return basis.providers.flatMap((provider) => {
    const plans = basis.book.plans.filter((plan) => plan.provider === provider.id);
    const rows = (plans.length > 0 ? plans : [null]).map((plan) => planOne(wish, basis, provider, plan));
    const costs = rows.map(({ totalMicros }, index) =>
      totalMicros === null || plans[index]?.requires ? Number.POSITIVE_INFINITY : totalMicros,
    );
    const best = costs.indexOf(Math.min(...costs));
    return rows.map((row, index) => ({ ...row, isBestPlan: index === Math.max(best, 0) }));
  });
}

/** For one provider by its best plan. Null where it is unknown or not possible. Pure. */
export function bestCost(wish: PlanWish, basis: PlanBasis, provider: PlannedProvider): MicroDollars | null {
  const rows = planCosts(wish, { ...basis, providers: [provider] });
  return rows.find(({ isBestPlan }) => isBestPlan)?.totalMicros ?? null;
}

function planOne(
  wish: PlanWish,
  { book, assumptions, figures, daysInMonth }: PlanBasis,
  { id, capabilities }: PlannedProvider,
  plan: PricePlan | null,
): Omit<PlannedCost, "isBestPlan"> {
  const servers = plan?.serversCarryViewers ? serversFor(wish, assumptions) : null;
  const priced = priceUsage(planUsage(wish, assumptions, daysInMonth), id, book, {
    daysInMonth,
    scope: "month",
    ...(plan && { plan: plan.id }),
    servers: servers ?? 1,
    delivered: [{ quality: wish.quality, region: wish.region, weight: 1 }],
  });
  const { maxViewers } = capabilities;
  const perChannel = Math.ceil(wish.viewers / wish.channels);
  const isTooMany = maxViewers !== null && perChannel > maxViewers;
  return {
    provider: id,
    plan: plan?.id ?? null,
    priced,
    totalMicros: isTooMany ? null : wholeTotal(priced),
    tooManyViewersFor: isTooMany ? maxViewers : null,
    servers,
    figure: planningFigure(figures, id, wish.viewers),
  };
}
