import { expect, test } from "vitest";
import { fromDollars, toDollars } from "../money";
import { findBreakEvens } from "../planner/break-evens";
import { costCurves } from "../planner/cost-curves";
import { type PlanBasis, planCosts } from "../planner/plan-costs";
import { PlanWish } from "../planner/plan-wish";
import { listFiguresBesidePrices, planningFigure } from "../planner/planning-figures";
import { SEED_ASSUMPTIONS } from "./seed-assumptions";
import { PLANNING_FIGURES } from "./seed-planning-figures";
import { SEED_PRICE_BOOK } from "./seed-price-book";

const BASIS: PlanBasis = {
  book: SEED_PRICE_BOOK,
  assumptions: SEED_ASSUMPTIONS,
  figures: PLANNING_FIGURES,
  providers: [
    { id: "aws-ivs", capabilities: { maxViewers: null } },
    { id: "cloudflare", capabilities: { maxViewers: null } },
    { id: "self-hosted", capabilities: { maxViewers: null } },
    { id: "webrtc-p2p", capabilities: { maxViewers: 8 } },
  ],
  daysInMonth: 30,
};
const wish = (change: object) => PlanWish.parse({ viewers: 100, hours: 10, quality: "hd", ...change });

// The table by which the product's owner plans, cell by cell.
test.each([
  ["aws-ivs", 100, 50],
  ["aws-ivs", 1_000, 500],
  ["aws-ivs", 10_000, 5_000],
  ["aws-ivs", 100_000, 50_000],
  ["cloudflare", 100, 10],
  ["cloudflare", 1_000, 100],
  ["cloudflare", 10_000, 1_000],
  ["cloudflare", 100_000, 10_000],
  ["self-hosted", 100, 20],
  ["self-hosted", 1_000, 100],
  ["self-hosted", 10_000, 500],
  ["self-hosted", 100_000, 5_000],
  ["webrtc-p2p", 100, 5],
  ["webrtc-p2p", 1_000, 10],
  ["webrtc-p2p", 10_000, null],
  ["webrtc-p2p", 100_000, null],
] as const)("%s for %i viewers is planned with %s dollars a month", (provider, viewers, usd) => {
  const limit = provider === "webrtc-p2p" && viewers === 1_000 ? "uplink" : null;
  expect(planningFigure(PLANNING_FIGURES, provider, viewers)).toEqual(
    usd === null ? { type: "not-possible" } : { type: "amount", micros: fromDollars(usd), limit },
  );
});

test("the table has these rows and no others, for these four", () => {
  expect(PLANNING_FIGURES.monthly.map(({ viewers }) => viewers)).toEqual([100, 1_000, 10_000, 100_000]);
  for (const { cells } of PLANNING_FIGURES.monthly)
    expect(Object.keys(cells)).toEqual(["aws-ivs", "cloudflare", "self-hosted", "webrtc-p2p"]);
  expect(planningFigure(PLANNING_FIGURES, "aws-ivs", 101)).toBeNull();
  expect(planningFigure(PLANNING_FIGURES, "nobody", 100)).toBeNull();
});

test("the single figures stand beside what the book says", () => {
  expect(listFiguresBesidePrices(PLANNING_FIGURES, SEED_PRICE_BOOK)).toEqual([
    {
      id: "hundred-creators-ten-hours",
      provider: "cloudflare",
      plannedMicros: fromDollars(100),
      listedMicros: null,
    },
    {
      id: "storage-gigabyte-month",
      provider: "self-hosted",
      plannedMicros: fromDollars(0.015),
      listedMicros: fromDollars(0.015),
    },
    {
      id: "cdn-for-a-crowd-from",
      provider: "self-hosted",
      plannedMicros: fromDollars(100),
      listedMicros: null,
    },
    {
      id: "signalling",
      provider: "webrtc-p2p",
      plannedMicros: fromDollars(10),
      listedMicros: fromDollars(10),
    },
  ]);
});

test("ten hours for a hundred viewers by list prices, each by its best plan", () => {
  const best = planCosts(wish({}), BASIS).filter(({ isBestPlan }) => isBestPlan);
  expect(
    best.map(({ provider, plan, totalMicros }) => [provider, plan, totalMicros && toDollars(totalMicros)]),
  ).toEqual([
    ["aws-ivs", "standard", 20 + 72],
    ["cloudflare", "standard", 60],
    ["self-hosted", "vps", 20],
    ["webrtc-p2p", "shared-server", null],
  ]);
});

test("for a crowd, servers of one's own stand behind a CDN", () => {
  const rows = planCosts(wish({ viewers: 100_000, hours: 1 }), BASIS).filter(
    ({ provider }) => provider === "self-hosted",
  );
  expect(rows.find(({ isBestPlan }) => isBestPlan)).toMatchObject({ plan: "vps-cdn", servers: null });
  expect(rows.find(({ plan }) => plan === "vps")?.servers).toBe(429);
});

test("one's own server becomes cheaper than each cloud at some number of viewers, the room of peers ends at its limit", () => {
  const found = findBreakEvens(wish({}), BASIS);
  expect(found).toContainEqual({ type: "ends-at", provider: "webrtc-p2p", viewers: 8 });
  for (const than of ["aws-ivs", "cloudflare"])
    expect(found.some((one) => "than" in one && one.provider === "self-hosted" && one.than === than)).toBe(
      true,
    );
  expect(found).toContainEqual(
    expect.objectContaining({
      type: "cheaper-from",
      provider: "self-hosted",
      than: "cloudflare",
      // 20 dollars are 20,000 minutes, in 600 minutes a viewer.
      viewers: 34,
      micros: fromDollars(20),
    }),
  );
});

test("curves of all four, up to a million viewers", () => {
  const curves = costCurves(wish({}), BASIS);
  expect(curves.map(({ points }) => points.at(-1)?.viewers)).toEqual([1e6, 1e6, 1e6, 1e6]);
  expect(curves.map(({ points }) => points.at(-1)?.micros !== null)).toEqual([true, true, true, false]);
});
