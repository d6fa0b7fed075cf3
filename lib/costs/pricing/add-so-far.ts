import type { CostLine } from "./priced-usage";

/** What the month has taken by pool after these lines, for whatever is priced next. Lines of unknown quantity add nothing. Pure. */
export function addSoFar(
  soFar: Readonly<Record<string, bigint>>,
  lines: readonly CostLine[],
): Readonly<Record<string, bigint>> {
  const after = { ...soFar };
  for (const { pool, quantity } of lines)
    if (pool !== null && quantity !== null) after[pool] = (after[pool] ?? 0n) + BigInt(quantity);
  return after;
}
