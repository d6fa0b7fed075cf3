import "server-only";
import type { GroupSum } from "./price-month";
import { readSums } from "./read-sums";

const KEPT_MS = 30_000;
const MOST_MONTHS = 24;
const kept = new Map<string, { readonly at: number; readonly sums: Promise<readonly GroupSum[]> }>();

/**
 * What counts of a month, by creator, at most half a minute old: every open studio asks for everybody's, which takes the
 * database long, and it is the same for all.
 */
export function readKeptSums(month: string, now: number): Promise<readonly GroupSum[]> {
  const known = kept.get(month);
  if (known && Math.abs(now - known.at) < KEPT_MS) return known.sums;
  const sums = readSums(month, "creator");
  kept.delete(month);
  kept.set(month, { at: now, sums });
  const [oldest] = kept.keys();
  if (oldest !== undefined && kept.size > MOST_MONTHS) kept.delete(oldest);
  sums.catch(() => {
    if (kept.get(month)?.sums === sums) kept.delete(month);
  });
  return sums;
}

/** For tests, whose databases come and go. */
export function forgetKeptSums(): void {
  kept.clear();
}
