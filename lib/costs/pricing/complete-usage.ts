import type { Quality } from "../price-book/price-book";
import type { MeteredKind } from "../price-book/price-units";
import type { Assumptions } from "./assumptions";
import type { KnownQuantity, UsageQuantities } from "./priced-usage";

export interface CompletedUsage {
  readonly usage: UsageQuantities;
  /** Kinds that nobody counted and that were guessed from others. */
  readonly guessed: readonly MeteredKind[];
}

/**
 * Guesses what one provider counts and another does not: bytes from watched and stored time, stored time from bytes, requests
 * from recorded time, relayed bytes from watched time. What is known stays; what nothing speaks of stays unknown. Pure.
 */
export function completeUsage(
  usage: UsageQuantities,
  quality: Quality,
  assumptions: Assumptions,
): CompletedUsage {
  const bytesPerMs = assumptions.kbps[quality] / 8;
  const watched = usage["viewer-ms"];
  const storedMs = usage["stored-ms-days"] ?? scaled(usage["stored-byte-days"], 1 / bytesPerMs);
  const guesses: UsageQuantities = {
    "bytes-out": scaled(watched, bytesPerMs),
    "turn-bytes": scaled(watched, bytesPerMs * assumptions.turnShare),
    "stored-ms-days": storedMs,
    "stored-byte-days": scaled(storedMs, bytesPerMs),
    // Only what is recorded is written.
    "write-requests":
      storedMs && storedMs.quantity > 0n ? scaled(usage["ingest-ms"], 1 / assumptions.storedSegmentMs) : null,
  };
  const kinds = Object.keys(guesses) as (keyof typeof guesses)[];
  const guessed = kinds.filter((kind) => !usage[kind] && guesses[kind]);
  const found = guessed.map((kind) => [kind, guesses[kind]]);
  return { usage: { ...usage, ...Object.fromEntries(found) }, guessed };
}

function scaled(known: KnownQuantity | null | undefined, factor: number): KnownQuantity | null {
  if (!known) return null;
  // Twelve digits: a bitrate is never known better, and quantities are past 2^53.
  return {
    quantity: (known.quantity * BigInt(Math.round(factor * 1e12))) / 1_000_000_000_000n,
    basis: "estimated",
  };
}
