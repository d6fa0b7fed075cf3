import type { UsageBasis } from "../../usage/usage-kinds";
import { type MicroDollars, ZERO } from "../money";
import type { PriceEntry, PriceItem } from "../price-book/price-book";
import { inBaseUnits, unitSize } from "../price-book/price-units";
import { freeQuantity, priceQuantity, wholeUnits } from "./price-quantity";
import type { BaseUnit, CostLine, CostReason, PriceContext } from "./priced-usage";
import { uncertainty } from "./uncertainty";

export interface LineToPrice {
  readonly common: { readonly item: PriceItem; readonly unit: BaseUnit };
  readonly entry: PriceEntry;
  readonly quantity: bigint;
  readonly basis: UsageBasis;
  /** Why this entry was chosen. */
  readonly why: readonly CostReason[];
  readonly context: PriceContext;
  readonly soFar: Map<string, bigint>;
}

/** Entries that count together towards tiers have one pool; the others are a pool each. Pure. */
export function poolOf({ id, pool }: PriceEntry): string {
  return pool ?? id;
}

/** Costs nothing, however much it is. Pure. */
export function isFree({ tiers }: PriceEntry): boolean {
  return tiers.every(([, usd]) => usd === 0);
}

/** Writes to `soFar`, else pure. */
export function priceLine({
  common,
  entry: one,
  quantity,
  basis,
  why,
  context,
  soFar,
}: LineToPrice): CostLine {
  const entry = one.perServer ? forServers(one, context.servers ?? 1) : one;
  const pool = poolOf(entry);
  const before = soFar.get(pool) ?? 0n;
  soFar.set(pool, before + quantity);
  const { amountMicros, more } = amountOf(entry, quantity, before, context);
  const isAssumed = why.some(({ type }) => type === "assumed");
  return {
    ...common,
    entry: entry.id,
    pool,
    quantity: String(quantity),
    amountMicros,
    basis: isAssumed ? "estimated" : basis,
    why: [...why, ...more, ...uncertainty(entry)],
  };
}

function forServers(entry: PriceEntry, servers: number): PriceEntry {
  return {
    ...entry,
    tiers: entry.tiers.map(([upTo, usd]) => [upTo === null ? null : upTo * servers, usd]),
  };
}

function amountOf(
  entry: PriceEntry,
  quantity: bigint,
  before: bigint,
  { daysInMonth, scope, prepaidUnits }: PriceContext,
): { readonly amountMicros: MicroDollars; readonly more: readonly CostReason[] } {
  if (isFree(entry)) return { amountMicros: ZERO, more: [{ type: "not-billed" }] };
  if (entry.billing === "prepaid" && scope === "month") {
    const units = BigInt(prepaidUnits ?? wholeUnits(entry, before + quantity, daysInMonth));
    const bought = units * unitSize(entry.unit, daysInMonth);
    return {
      amountMicros: priceQuantity(entry, bought, freeQuantity(entry, daysInMonth), daysInMonth),
      more: [{ type: "prepaid-units", units: Number(units) }],
    };
  }
  const amountMicros = priceQuantity(entry, quantity, before, daysInMonth);
  const tier = tierReason(entry, before + quantity, daysInMonth, amountMicros);
  return { amountMicros, more: entry.billing === "prepaid" ? [{ type: "share-of-prepaid" }, ...tier] : tier };
}

function tierReason(
  entry: PriceEntry,
  reached: bigint,
  daysInMonth: number,
  amount: MicroDollars,
): readonly CostReason[] {
  const size = unitSize(entry.unit, daysInMonth);
  const index = entry.tiers.findIndex(([upTo]) => upTo === null || reached <= inBaseUnits(upTo, size));
  const usdPerUnit = entry.tiers[index]?.[1] ?? 0;
  if (usdPerUnit === 0 && amount === 0 && reached > 0n) return [{ type: "within-free-allowance" }];
  return index > 0 ? [{ type: "volume-tier", usdPerUnit }] : [];
}
