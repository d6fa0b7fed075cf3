import type { MeteredKind } from "../costs/price-book/price-units";
import type { KnownQuantity, UsageQuantities } from "../costs/pricing/priced-usage";
import { USAGE_BASES, type UsageBasis, type UsageKind } from "../usage/usage-kinds";

/** A sum of one kind, as it is counted. */
export interface UsageSum {
  readonly kind: UsageKind;
  readonly basis: UsageBasis;
  readonly quantity: bigint;
}

const NOTHING: KnownQuantity = { quantity: 0n, basis: "measured" };

/**
 * Sums as prices want them. A sum of several ways of knowing is known as its weakest part is. What nobody told is
 * unknown, but for what is known not to have been: no time stored where no recording lay, nothing relayed where no relay
 * is set up, and nothing at all where nothing was on air. Pure.
 */
export function toQuantities(sums: readonly UsageSum[], hasRelay: boolean): UsageQuantities {
  const known: Partial<Record<MeteredKind, KnownQuantity>> = {};
  for (const { kind, basis, quantity } of sums) {
    const before = known[kind];
    known[kind] = before
      ? { quantity: before.quantity + quantity, basis: weakest(before.basis, basis) }
      : { quantity, basis };
  }
  const wasOnAir = known["ingest-ms"] !== undefined || known["viewer-ms"] !== undefined;
  const absent: Partial<Record<MeteredKind, KnownQuantity>> = {
    "stored-ms-days": NOTHING,
    ...(known["stored-ms-days"] ? {} : { "stored-byte-days": NOTHING, "write-requests": NOTHING }),
    ...(hasRelay ? {} : { "turn-bytes": NOTHING }),
    ...(wasOnAir ? {} : QUIET),
  };
  return { ...absent, ...known };
}

const QUIET = {
  "ingest-ms": NOTHING,
  "viewer-ms": NOTHING,
  "bytes-in": NOTHING,
  "bytes-out": NOTHING,
  "turn-bytes": NOTHING,
  "transcode-ms": NOTHING,
} satisfies UsageQuantities;

function weakest(a: UsageBasis, b: UsageBasis): UsageBasis {
  return USAGE_BASES.indexOf(a) >= USAGE_BASES.indexOf(b) ? a : b;
}
