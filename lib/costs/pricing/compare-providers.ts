import type { Capabilities, ProviderId } from "../../providers/contract";
import { type MicroDollars, toMicros } from "../money";
import type { PriceBook, Quality } from "../price-book/price-book";
import { KIND_OF, type MeteredKind } from "../price-book/price-units";
import type { Assumptions } from "./assumptions";
import { completeUsage } from "./complete-usage";
import { type FeatureLoss, listLosses } from "./list-losses";
import { priceUsage } from "./price-usage";
import type { PriceContext, PricedUsage, UsageQuantities } from "./priced-usage";
import { wholeTotal } from "./whole-total";

export interface ProviderToCompare {
  readonly id: ProviderId;
  readonly capabilities: Capabilities;
  /** What differs there: its plan, kind of channel, use of servers, quantities of the month so far. */
  readonly context?: Partial<PriceContext>;
}

export interface Comparison {
  readonly provider: ProviderId;
  readonly priced: PricedUsage;
  /** What it would cost more there than where it is, below zero: less. Null where either is not known in full. */
  readonly differenceMicros: MicroDollars | null;
  readonly losses: readonly FeatureLoss[];
  /** The most viewers it can carry where that is fewer than came; null: it could have carried them. */
  readonly tooManyViewersFor: number | null;
  /** Kinds of usage that were guessed, and that this price rests on. */
  readonly guessed: readonly MeteredKind[];
}

export interface ComparisonInput {
  readonly usage: UsageQuantities;
  /** Where it is. */
  readonly at: ProviderToCompare;
  /** All that are to be compared; `at` is left out. */
  readonly providers: readonly ProviderToCompare[];
  readonly book: PriceBook;
  readonly context: PriceContext;
  /** The most viewers at once; null is unknown. */
  readonly peakViewers: number | null;
  /** What was watched, for guesses of bytes. */
  readonly quality: Quality;
  readonly assumptions: Assumptions;
}

/**
 * What the same usage would cost at each of the others, and what would be missed there, in the order given. What only the other
 * would count is guessed, and said so; the price where it is rests on no guess. Pure.
 */
export function compareProviders(input: ComparisonInput): readonly Comparison[] {
  const { usage, at, providers, book, context, peakViewers } = input;
  const here = wholeTotal(priceUsage(usage, at.id, book, { ...context, ...at.context }));
  const completed = completeUsage(usage, input.quality, input.assumptions);
  // That nothing was relayed where there is no relay says nothing of where there is one.
  const relayed = completeUsage({ ...usage, "turn-bytes": null }, input.quality, input.assumptions);
  return providers
    .filter(({ id }) => id !== at.id)
    .map(({ id, capabilities, context: own }): Comparison => {
      // What is so of the one's channels, plans and months is not so of the other's.
      const { daysInMonth, scope, delivered } = context;
      const isRelayNew = capabilities.usesRelay && !at.capabilities.usesRelay;
      const { usage: there, guessed } = isRelayNew ? relayed : completed;
      const priced = priceUsage(there, id, book, { daysInMonth, scope, delivered, ...own });
      const total = wholeTotal(priced);
      const { maxViewers } = capabilities;
      return {
        provider: id,
        priced,
        differenceMicros: here === null || total === null ? null : toMicros(total - here),
        losses: listLosses(at.capabilities, capabilities),
        tooManyViewersFor:
          peakViewers !== null && maxViewers !== null && peakViewers > maxViewers ? maxViewers : null,
        guessed: guessed.filter((kind) => restsOn(priced, kind)),
      };
    });
}

function restsOn({ lines }: PricedUsage, kind: MeteredKind): boolean {
  return lines.some(({ item, amountMicros }) => KIND_OF[item] === kind && amountMicros !== null);
}
