import type { CostLine } from "@/lib/costs/pricing/priced-usage";

/** A line's quantity in the unit that people speak of: minutes, gigabytes, either of them for a month. Null is unknown. */
export function shownQuantity({ quantity, unit }: Pick<CostLine, "quantity" | "unit">, daysInMonth: number) {
  if (quantity === null) return null;
  const sizes: Record<CostLine["unit"], number> = {
    ms: 60_000,
    bytes: 1e9,
    "ms-days": 60_000 * daysInMonth,
    "byte-days": 1e9 * daysInMonth,
    requests: 1,
    months: 1,
  };
  const value = Number(quantity) / sizes[unit];
  return Number(value.toPrecision(value >= 100 ? 6 : 3));
}
