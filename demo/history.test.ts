import { expect, test } from "vitest";
import { SEED_PRICE_BOOK } from "../lib/costs/data/seed-price-book";
import { type GroupSum, priceMonth } from "../lib/ledger/price-month";
import { listProviders } from "../lib/providers/registry";
import { CREATORS } from "./creators";
import { makeHistory } from "./history";
import { receiptOf, usageOf } from "./past-stream";

const BILLED = listProviders().map(({ id }) => ({ id, billedAs: null, hasRelay: false }));
const NOW = Date.UTC(2026, 10, 20, 12);

test("twenty creators over all tiers and kinds, the same each time, and nothing that is still to come", () => {
  expect(CREATORS).toHaveLength(20);
  expect(new Set(CREATORS.map(({ tier }) => tier)).size).toBe(3);
  expect(new Set(CREATORS.map(({ label }) => label)).size).toBe(5);
  const history = makeHistory(NOW);
  expect(history.length).toBeGreaterThan(150);
  expect(makeHistory(NOW)).toEqual(history);
  expect(history.every(({ startedAt, durationMs }) => startedAt + durationMs <= NOW)).toBe(true);
});

test.each(Array.from({ length: 12 }, (_, month) => month))(
  "a whole month of it crosses the $500 line, and stays below the next: month %i of 2026",
  (month) => {
    const now = Date.UTC(2026, month + 1, 20, 12);
    const sums = makeHistory(now).flatMap((past): GroupSum[] => {
      if (new Date(past.startedAt).getUTCMonth() !== month) return [];
      const receipt = receiptOf(past, "somebody");
      const provider = receipt.chosen ?? "";
      const usage = usageOf(past, "stream", receipt);
      const isReported = usage.some(({ basis }) => basis === "reported");
      return usage
        .filter(({ basis, kind }) => !(isReported && kind === "viewer-ms" && basis === "estimated"))
        .map(({ kind, basis, quantity }) => ({ group: "all", provider, kind, basis, quantity }));
    });
    const { totalMicros, isPartial } = priceMonth(
      `2026-${String(month + 1).padStart(2, "0")}`,
      sums,
      BILLED,
      SEED_PRICE_BOOK,
    );
    expect(isPartial).toBe(false);
    expect(totalMicros / 1e6).toBeGreaterThan(500);
    expect(totalMicros / 1e6).toBeLessThan(1_000);
  },
);
