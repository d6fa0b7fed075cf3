import { USAGE_BASES, type UsageBasis } from "./usage-kinds";

/** Sums of one kind of one stream, by how they are known; absent where nobody told. */
export type KnownSums = Readonly<Partial<Record<UsageBasis, bigint>>>;

/**
 * Which of them sums take: what is reported before what is measured before what is estimated. A report of nothing does
 * not silence those who saw something: it counts only where nobody else saw anything. Null where nobody told. Pure.
 */
export function countedBasis(sums: KnownSums): UsageBasis | null {
  const told = USAGE_BASES.filter((basis) => sums[basis] !== undefined);
  return told.find((basis) => (sums[basis] ?? 0n) > 0n) ?? told[0] ?? null;
}

/**
 * By how much what is reported differs from what we saw ourselves, as a share of the latter: 0.1 is a tenth more. Null
 * where one of them is unknown, or we saw nothing. Pure.
 */
export function driftOf(sums: KnownSums): number | null {
  const own = sums.measured ?? sums.estimated;
  if (sums.reported === undefined || own === undefined || own <= 0n) return null;
  return Number(sums.reported - own) / Number(own);
}
