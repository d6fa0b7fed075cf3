import { divideRounded, fromDollars, type MicroDollars, toMicros } from "../money";
import type { PriceEntry } from "../price-book/price-book";
import { inBaseUnits, unitSize } from "../price-book/price-units";

/**
 * What `quantity` costs after `soFar` of the same was taken this month, in the entry's base units. It is the price of
 * both less the price of what came before, each rounded to a micro-dollar: however a month is cut into parts, they sum
 * to the month exactly. Quantities below zero are corrections, and come back at the same price. Pure.
 */
export function priceQuantity(
  entry: PriceEntry,
  quantity: bigint,
  soFar: bigint,
  daysInMonth: number,
): MicroDollars {
  const size = unitSize(entry.unit, daysInMonth);
  return toMicros(priceFromZero(entry, soFar + quantity, size) - priceFromZero(entry, soFar, size));
}

/** How much of it is free each month, in base units. Pure. */
export function freeQuantity({ tiers, unit }: PriceEntry, daysInMonth: number): bigint {
  const [upTo, usd] = tiers[0] ?? [null, 0];
  return usd === 0 && upTo !== null ? inBaseUnits(upTo, unitSize(unit, daysInMonth)) : 0n;
}

/** How many whole units must be bought ahead for this quantity, beside what is free. Pure. */
export function wholeUnits(entry: PriceEntry, quantity: bigint, daysInMonth: number): bigint {
  const size = unitSize(entry.unit, daysInMonth);
  const beyond = quantity - freeQuantity(entry, daysInMonth);
  return beyond <= 0n ? 0n : (beyond + size - 1n) / size;
}

function priceFromZero({ tiers }: PriceEntry, quantity: bigint, size: bigint): bigint {
  const isCorrection = quantity < 0n;
  const whole = isCorrection ? -quantity : quantity;
  let from = 0n;
  let price = 0n;
  for (const [upTo, usd] of tiers) {
    const until = upTo === null ? whole : inBaseUnits(upTo, size);
    const part = (whole < until ? whole : until) - from;
    if (part <= 0n) break;
    price += part * BigInt(fromDollars(usd));
    from += part;
  }
  const rounded = divideRounded(price, size);
  return isCorrection ? -rounded : rounded;
}
