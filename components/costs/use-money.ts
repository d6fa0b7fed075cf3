"use client";
import { useFormatter } from "use-intl";
import type { MicroDollars } from "@/lib/costs/money";

/** Amounts in dollars; small ones with as many digits as they need to be something. */
export function useMoney(): (amount: MicroDollars | number) => string {
  const format = useFormatter();
  return (amount) => {
    const dollars = amount / 1e6;
    const size = Math.abs(dollars);
    const digits = size === 0 || size >= 10 ? 2 : size >= 0.1 ? 3 : 5;
    return format.number(dollars, {
      style: "currency",
      currency: "USD",
      currencyDisplay: "narrowSymbol",
      minimumFractionDigits: 2,
      maximumFractionDigits: digits,
    });
  };
}
