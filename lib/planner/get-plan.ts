import "server-only";
import type { Actor } from "../auth/actor";
import { assertAdmin } from "../auth/assert-role";
import { type Advice, advise } from "../costs/advisor/advise";
import { Answers, type Question } from "../costs/advisor/decision-framework";
import { SEED_ASSUMPTIONS } from "../costs/data/seed-assumptions";
import { DECISION_FRAMEWORK } from "../costs/data/seed-decision-framework";
import { PLANNING_FIGURES } from "../costs/data/seed-planning-figures";
import { type BreakEven, findBreakEvens } from "../costs/planner/break-evens";
import { type CostCurve, costCurves } from "../costs/planner/cost-curves";
import { type PlanBasis, type PlannedCost, planCosts } from "../costs/planner/plan-costs";
import { PlanWish } from "../costs/planner/plan-wish";
import { type FigureBesidePrice, listFiguresBesidePrices } from "../costs/planner/planning-figures";
import { isOldPriceBook } from "../costs/price-book/is-old-price-book";
import type { PriceBook, PriceEntry } from "../costs/price-book/price-book";
import { daysInMonth } from "../costs/price-book/price-units";
import { monthOf } from "../ledger/month";
import { getPriceBook } from "../price-books/get-price-book";
import { capabilitiesOf } from "../providers/capabilities-of";
import { listConfigured } from "../providers/get-provider";
import { listProviders } from "../providers/registry";
import { type Assumption, listAssumptions } from "./list-assumptions";
import { type FigureRow, listFigureRows } from "./list-figure-rows";

/** A month as somebody plans it: what it costs where, and what speaks for whom. Plain data; all of it estimated. */
export interface PlanView {
  readonly wish: PlanWish;
  readonly answers: Answers;
  readonly costs: readonly (PlannedCost & { readonly assumptions: readonly Assumption[] })[];
  /** The prices that the costs' lines are by, by their ids. */
  readonly entries: Readonly<Record<string, PriceEntry>>;
  readonly daysInMonth: number;
  readonly curves: readonly CostCurve[];
  readonly breakEvens: readonly BreakEven[];
  readonly figures: readonly FigureRow[];
  readonly otherFigures: readonly FigureBesidePrice[];
  /** Best first. */
  readonly advice: readonly Advice[];
  /** In the order in which the framework asks, by provider. */
  readonly questions: readonly Question[];
  /** In the order of the registry. */
  readonly providers: readonly {
    readonly id: string;
    readonly label: string;
    readonly isConfigured: boolean;
  }[];
  /** `provider/plan` of those that need an account which has something besides: never called the cheapest. */
  readonly requiring: readonly string[];
  readonly prices: { readonly checkedOn: string; readonly isOld: boolean };
}

export interface PlanInput {
  readonly wish: unknown;
  /** The audience is the wish's. */
  readonly answers: unknown;
}

/** By the newest prices and the running month's days. For admins; throws `forbidden`, `ZodError`, `RangeError` past nine billion dollars. */
export async function getPlan(actor: Actor, input: PlanInput): Promise<PlanView> {
  assertAdmin(actor);
  const wish = PlanWish.parse(input.wish);
  const viewers = Math.ceil(wish.viewers / wish.channels);
  const answers = { ...Answers.parse(input.answers), viewers };
  const now = Date.now();
  const { book } = await getPriceBook(now + 1);
  const providers = listProviders().map(({ id, label, capabilities }) => ({
    ...{ id, label },
    capabilities: capabilitiesOf(id) ?? capabilities,
  }));
  const basis: PlanBasis = {
    ...{ book, providers, assumptions: SEED_ASSUMPTIONS, figures: PLANNING_FIGURES },
    daysInMonth: daysInMonth(monthOf(now)),
  };
  const costs = planCosts(wish, basis);
  const curves = costCurves(wish, basis);
  const best = new Map(costs.filter(({ isBestPlan }) => isBestPlan).map((one) => [one.provider, one]));
  const configured = new Set(listConfigured());
  return {
    ...{ wish, answers, curves },
    costs: costs.map((one) => ({ ...one, assumptions: listAssumptions(one, wish, basis.assumptions) })),
    entries: pickEntries(costs, book),
    daysInMonth: basis.daysInMonth,
    breakEvens: findBreakEvens(wish, basis, curves),
    figures: listFigureRows(wish, basis),
    otherFigures: listFiguresBesidePrices(PLANNING_FIGURES, book),
    advice: advise({
      ...{ answers, framework: DECISION_FRAMEWORK },
      providers: providers.map((one) => ({ ...one, costMicros: best.get(one.id)?.totalMicros ?? null })),
    }),
    questions: DECISION_FRAMEWORK.criteria.flatMap((one) => ("question" in one ? [one.question] : [])),
    providers: providers.map(({ id, label }) => ({ id, label, isConfigured: configured.has(id) })),
    requiring: book.plans.flatMap(({ provider, id, requires }) => (requires ? [`${provider}/${id}`] : [])),
    prices: { checkedOn: book.checkedOn, isOld: isOldPriceBook(book, now) },
  };
}

function pickEntries(costs: readonly PlannedCost[], { entries }: PriceBook): PlanView["entries"] {
  const used = new Set(costs.flatMap(({ priced }) => priced.lines.map(({ entry }) => entry)));
  return Object.fromEntries(entries.filter(({ id }) => used.has(id)).map((entry) => [entry.id, entry]));
}
