import type { UsageBasis } from "../../usage/usage-kinds";
import type { MeteredKind } from "../price-book/price-units";
import type { KnownQuantity, UsageQuantities } from "./priced-usage";

/** As the ledger tells it: a whole number as text; null where nobody told. */
export interface QuantityLine {
  readonly kind: MeteredKind;
  readonly quantity: string | null;
  readonly basis: UsageBasis | null;
}

/** Worst first: a sum is known as badly as the worst of its parts. */
const WORST_FIRST: readonly UsageBasis[] = ["estimated", "measured", "reported"];

/**
 * Sums lines of the ledger by kind. A kind of which one line is unknown is unknown; one without a line is absent, which is
 * unknown too. Pure; throws `SyntaxError` for what is no whole number.
 */
export function sumQuantities(lines: readonly QuantityLine[]): UsageQuantities {
  const sums = new Map<MeteredKind, KnownQuantity | null>();
  for (const { kind, quantity, basis } of lines) {
    const before = sums.get(kind);
    if (quantity === null || basis === null || before === null) {
      sums.set(kind, null);
      continue;
    }
    sums.set(kind, {
      quantity: (before?.quantity ?? 0n) + BigInt(quantity),
      basis: before ? worse(before.basis, basis) : basis,
    });
  }
  return Object.fromEntries(sums);
}

function worse(one: UsageBasis, other: UsageBasis): UsageBasis {
  return WORST_FIRST.indexOf(one) < WORST_FIRST.indexOf(other) ? one : other;
}
