import { type MicroDollars, sumMicros, toMicros, ZERO } from "../costs/money";
import type { PriceBook } from "../costs/price-book/price-book";
import { daysInMonth } from "../costs/price-book/price-units";
import { priceUsage } from "../costs/pricing/price-usage";
import type { PriceContext, PricedUsage } from "../costs/pricing/priced-usage";
import type { ProviderId } from "../providers/contract";
import type { UsageBasis } from "../usage/usage-kinds";
import { toQuantities, type UsageSum } from "./quantities";

/** What one group took at one provider. */
export interface GroupSum extends UsageSum {
  readonly group: string;
  readonly provider: ProviderId;
}

/** What prices need to know of a provider as it is set up here. */
export interface BilledProvider {
  readonly id: ProviderId;
  readonly billedAs: string | null;
  readonly hasRelay: boolean;
}

/** What a group's part of the month costs. */
export interface GroupCost {
  readonly group: string;
  readonly provider: ProviderId;
  /** Of what is known; null where nothing is. */
  readonly amountMicros: MicroDollars | null;
  /** How the quantities are known: as the weakest of them that costs something. */
  readonly basis: UsageBasis | null;
  /** Whether a part of it is unknown, so that it is at least so much. */
  readonly isPartial: boolean;
}

/** A month in money. */
export interface MonthCosts {
  /** As each provider's invoice: servers and what is bought ahead in full. */
  readonly providers: readonly PricedUsage[];
  readonly groups: readonly GroupCost[];
  /** Of what is known. */
  readonly totalMicros: MicroDollars;
  readonly isPartial: boolean;
  /** What falls to no group: servers and room that nobody used, less what a volume discount gives back. */
  readonly unsharedMicros: MicroDollars;
}

/**
 * A month's sums in money: each provider in full, and each group's share of it. `providers` are those that cost
 * something also in a month without use; others join by their sums. Pure.
 */
export function priceMonth(
  month: string,
  sums: readonly GroupSum[],
  providers: readonly BilledProvider[],
  book: PriceBook,
): MonthCosts {
  const days = daysInMonth(month);
  const known = new Map(providers.map((one) => [one.id, one]));
  const ids = [...new Set([...known.keys(), ...sums.map(({ provider }) => provider)])];
  const contextOf = (id: ProviderId): Pick<PriceContext, "daysInMonth" | "channelType"> => ({
    daysInMonth: days,
    channelType: known.get(id)?.billedAs ?? null,
  });
  const price = (id: ProviderId, own: readonly UsageSum[], rest: Omit<PriceContext, "daysInMonth">) =>
    priceUsage(toQuantities(own, known.get(id)?.hasRelay ?? true), id, book, { ...contextOf(id), ...rest });
  const invoices = ids.map((id) => price(id, ofProvider(sums, id), { scope: "month" }));
  const groups = ids.flatMap((id) => {
    const whole = ofProvider(sums, id);
    const all = useOf(whole);
    return [...new Set(whole.map(({ group }) => group))].map((group): GroupCost => {
      const own = whole.filter((sum) => sum.group === group);
      const priced = price(id, own, { scope: "share", serverUse: { own: useOf(own), all } });
      return { group, provider: id, amountMicros: priced.totalMicros, ...knowledgeOf(priced) };
    });
  });
  const totalMicros = sumMicros(invoices.map((one) => one.totalMicros ?? ZERO));
  const shared = sumMicros(groups.map(({ amountMicros }) => amountMicros ?? ZERO));
  return {
    providers: invoices,
    groups,
    totalMicros,
    isPartial: invoices.some((one) => knowledgeOf(one).isPartial),
    unsharedMicros: toMicros(totalMicros - shared),
  };
}

/** How much is certain of a price. Pure. */
export function knowledgeOf({ lines, unknown }: PricedUsage): Pick<GroupCost, "basis" | "isPartial"> {
  const bases = lines.flatMap(({ amountMicros, basis }) => (amountMicros ? (basis ?? []) : []));
  const basis = (["estimated", "measured", "reported"] as const).find((one) => bases.includes(one)) ?? null;
  return { basis, isPartial: unknown.length > 0 };
}

const ofProvider = (sums: readonly GroupSum[], id: ProviderId) =>
  sums.filter(({ provider }) => provider === id);

/** How much of a server somebody used: time sent and time watched, which are counted everywhere. */
export function useOf(sums: readonly UsageSum[]): bigint {
  return sums
    .filter(({ kind }) => kind === "ingest-ms" || kind === "viewer-ms")
    .reduce((total, { quantity }) => total + quantity, 0n);
}
