import { expect, test } from "vitest";
import { PlanWish } from "../costs/planner/plan-wish";
import type { PriceItem } from "../costs/price-book/price-book";
import type { CostLine } from "../costs/pricing/priced-usage";
import { listAssumptions } from "./list-assumptions";

const ASSUMED = {
  version: "assumptions/1" as const,
  kbps: { audio: 100, sd: 1_000, hd: 2_000, "full-hd": 4_000 },
  ...{ storedSegmentMs: 4_000, turnShare: 0.25, serverKbps: 500_000, source: "test" },
};

function assumedOf(items: readonly PriceItem[], servers: number | null, storedHours = 0) {
  const lines = items.map(
    (item): CostLine => ({
      ...{ item, entry: null, pool: null, quantity: null, unit: "ms" },
      ...{ amountMicros: null, basis: null, why: [] },
    }),
  );
  const priced = { provider: "acme", plan: null, lines, totalMicros: null, unknown: [] };
  const wish = PlanWish.parse({ viewers: 1, hours: 1, quality: "hd", storedHours });
  return listAssumptions({ priced, servers }, wish, ASSUMED);
}

test("only what a part rests on is said to be assumed", () => {
  expect(assumedOf(["ingest", "delivery", "stored-time"], null, 5)).toEqual([]);
  expect(assumedOf(["server", "egress"], 2)).toEqual([
    { type: "bitrate", kbps: 2_000 },
    { type: "server", mbps: 500 },
  ]);
  expect(assumedOf(["turn"], null)).toEqual([
    { type: "bitrate", kbps: 2_000 },
    { type: "relayed", share: 0.25 },
  ]);
  const bucket = ["stored-bytes", "write-requests", "read-requests"] as const;
  expect(assumedOf(bucket, null, 5)).toEqual([
    { type: "bitrate", kbps: 2_000 },
    { type: "segment", seconds: 4 },
    { type: "no-reads" },
  ]);
  expect(assumedOf(bucket, null)).toEqual([{ type: "bitrate", kbps: 2_000 }]);
});
