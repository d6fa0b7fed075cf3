import { expect, test } from "vitest";
import { seededRandom } from "../../testing/seeded-random";
import { SEED_ASSUMPTIONS } from "../data/seed-assumptions";
import { ACME_BOOK } from "../testing/acme-book";
import { type BreakEven, findBreakEvens } from "./break-evens";
import { costCurves, viewerSteps } from "./cost-curves";
import { bestCost, type PlanBasis, planCosts } from "./plan-costs";
import { PlanWish, planUsage, serversFor } from "./plan-wish";
import { PlanningFigures } from "./planning-figures";

const BARN_FROM_CARS = {
  ...ACME_BOOK,
  plans: ACME_BOOK.plans
    .filter(({ id }) => id !== "strict")
    .map((plan) => ({ ...plan, serversCarryViewers: plan.provider === "barn" })),
};
const BASIS: PlanBasis = {
  book: BARN_FROM_CARS,
  assumptions: SEED_ASSUMPTIONS,
  figures: PlanningFigures.parse({
    version: "planning-figures/1",
    monthly: [{ viewers: 10, cells: { acme: { usd: 7 }, barn: { usd: null } } }],
    others: [],
  }),
  providers: [
    { id: "acme", capabilities: { maxViewers: null } },
    { id: "barn", capabilities: { maxViewers: 2_000 } },
    { id: "nobody", capabilities: { maxViewers: null } },
  ],
  daysInMonth: 30,
};
const wish = (change: Partial<PlanWish> = {}) =>
  PlanWish.parse({ viewers: 10, hours: 20, quality: "hd", region: "north-america-europe", ...change });

test("a plan is priced by the list, beside the round figure of the same number of viewers", () => {
  const [acme, barn, nobody] = planCosts(wish(), BASIS);
  // 20 h of ingest at 2, then 200 h watched: 100 at 0.08 and 100 at 0.06.
  expect(acme).toMatchObject({
    totalMicros: 54_000_000,
    figure: { type: "amount", micros: 7_000_000, limit: null },
    isBestPlan: true,
    servers: null,
  });
  expect(barn).toMatchObject({ totalMicros: 20_000_000, figure: { type: "not-possible" }, servers: 1 });
  expect(nobody).toMatchObject({ plan: null, totalMicros: null, figure: null });
  expect(planCosts(wish({ viewers: 11 }), BASIS)[0]?.figure).toBeNull();
});

test("a crowd needs more servers, each with its own allowance, and beyond its limit it is not possible", () => {
  expect(serversFor({ viewers: 234, quality: "hd" }, SEED_ASSUMPTIONS)).toBe(2);
  expect(serversFor({ viewers: 0, quality: "hd" }, SEED_ASSUMPTIONS)).toBe(1);
  const barn = (change: Partial<PlanWish>) => planCosts(wish(change), BASIS)[1];
  expect(barn({ viewers: 2_000, hours: 0 })).toMatchObject({ totalMicros: 9 * 20_000_000, servers: 9 });
  expect(barn({ viewers: 2_001 })).toMatchObject({ totalMicros: null, tooManyViewersFor: 2_000 });
  expect(barn({ viewers: 2_001, channels: 2 })?.tooManyViewersFor).toBeNull();
});

test("hours are those of all channels together, and viewers divide among them", () => {
  const usage = planUsage(wish({ viewers: 100, hours: 10, channels: 4 }), SEED_ASSUMPTIONS, 30);
  expect(usage["ingest-ms"]?.quantity).toBe(36_000_000n);
  expect(usage["viewer-ms"]?.quantity).toBe(900_000_000n);
});

test("a channel is on air no longer than a month, and the greatest plan still has a price", () => {
  expect(() => wish({ hours: 745 })).toThrow();
  expect(() => wish({ hours: 1_488, channels: 2 })).not.toThrow();
  const most = wish({ viewers: 1_000_000, hours: 744, quality: "hd", storedHours: 1e6 });
  expect(planCosts(most, BASIS)[0]?.totalMicros).toBeGreaterThan(44_000_000 * 1e6);
});

test("curves reach from one viewer to a million and never fall", () => {
  const steps = viewerSteps();
  expect([steps[0], steps.at(-1)]).toEqual([1, 1_000_000]);
  expect(new Set(steps).size).toBe(steps.length);
  for (const { points } of costCurves(wish(), BASIS)) {
    const known = points.flatMap(({ micros }) => micros ?? []);
    expect(known).toEqual([...known].sort((a, b) => a - b));
  }
});

test("where curves cross is exact: there it is cheaper, with one viewer fewer it is not", () => {
  const random = seededRandom(5);
  let turns = 0;
  for (let round = 0; round < 25; round += 1) {
    const planned = wish({
      hours: Math.ceil(random() * 60),
      quality: random() < 0.5 ? "hd" : "sd",
      storedHours: Math.floor(random() * 50),
    });
    for (const found of findBreakEvens(planned, BASIS))
      if (found.type === "cheaper-from") turns += check(found);
    function check({ provider, than, viewers, micros }: Extract<BreakEven, { type: "cheaper-from" }>) {
      const costOf = (id: string, count: number) => {
        const one = BASIS.providers.find((candidate) => candidate.id === id);
        return (one && bestCost({ ...planned, viewers: count }, BASIS, one)) ?? Number.NaN;
      };
      expect(costOf(provider, viewers)).toBe(micros);
      expect(costOf(provider, viewers)).toBeLessThan(costOf(than, viewers));
      expect(costOf(provider, viewers - 1)).toBeGreaterThanOrEqual(costOf(than, viewers - 1));
      return 1;
    }
  }
  expect(turns).toBeGreaterThan(0);
});

test("what has no turn is said to be always cheaper, what ends where it ends, what is unknown to be so", () => {
  const found = findBreakEvens(wish({ hours: 200 }), BASIS);
  expect(found).toEqual([
    { type: "always-cheaper", provider: "barn", than: "acme" },
    { type: "ends-at", provider: "barn", viewers: 2_000 },
    { type: "unknown", provider: "nobody" },
  ]);
});
