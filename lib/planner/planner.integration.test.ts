import { expect, test } from "vitest";
import { changePrices } from "../price-books/change-prices";
import { getPriceDesk } from "../price-books/get-price-desk";
import { listPriceBooks } from "../price-books/list-price-books";
import { listProviders } from "../providers/registry";
import { makeActor } from "../testing/accounts";
import { useBackend } from "../testing/backend";
import { getPlan } from "./get-plan";

useBackend();
const PLAN = { wish: { viewers: 100, hours: 10, quality: "hd" }, answers: {} };

test("a plan has all providers, their curves, the figures of the planning table and a ranking", async () => {
  const plan = await getPlan(await makeActor("admin"), PLAN);
  const ids = listProviders().map(({ id }) => id);
  expect([...new Set(plan.costs.map(({ provider }) => provider))]).toEqual(ids);
  expect(plan.curves.map(({ provider }) => provider)).toEqual(ids);
  expect([...plan.advice.map(({ provider }) => provider)].sort()).toEqual([...ids].sort());
  expect(plan.figures.map(({ viewers }) => viewers)).toEqual([100, 1_000, 10_000, 100_000]);
  const [row] = plan.figures;
  for (const { provider, listedMicros } of row?.cells ?? []) {
    const best = plan.costs.find((one) => one.provider === provider && one.isBestPlan);
    expect(listedMicros).toBe(best?.totalMicros);
  }
  expect(plan.breakEvens.some(({ type }) => type === "cheaper-from")).toBe(true);
});

const WISHES = [
  PLAN.wish,
  { viewers: 3, hours: 0.5, quality: "sd", storedHours: 7 },
  { viewers: 40_000, hours: 900, quality: "full-hd", region: "india", channels: 12, storedHours: 4_000 },
];

test.each(WISHES)(
  "each figure opens into parts that sum to it, each with its price and where that is from: %j",
  async (wish) => {
    const { costs, entries } = await getPlan(await makeActor("admin"), { wish, answers: {} });
    for (const { provider, plan, priced } of costs) {
      const sum = priced.lines.reduce((micros, { amountMicros }) => micros + (amountMicros ?? 0), 0);
      expect({ provider, plan, sum }).toEqual({ provider, plan, sum: priced.totalMicros ?? 0 });
      for (const { item, entry, amountMicros } of priced.lines)
        if (amountMicros !== null)
          expect(entries[entry ?? ""]).toMatchObject({ item, source: expect.stringMatching(/./) });
    }
    expect(costs.some(({ priced }) => priced.lines.length > 1)).toBe(true);
  },
);

test("the audience of one channel is what the advisor asks about", async () => {
  const admin = await makeActor("admin");
  const wish = { ...PLAN.wish, viewers: 40, channels: 10 };
  expect((await getPlan(admin, { ...PLAN, wish })).answers.viewers).toBe(4);
});

test("plans are made by the prices that admins saved", async () => {
  const admin = await makeActor("admin");
  const { id, groups } = await getPriceDesk(admin);
  const served = groups.flatMap(({ entries }) => entries).find(({ item }) => item === "server");
  const change = {
    type: "entry",
    id: served?.id ?? "",
    usd: [77],
    source: "bill",
    confidence: "high",
  } as const;
  const input = { from: id, change: { ...change, asOf: "2026-11-01" }, reason: "dearer" };
  await changePrices(admin, input);
  const prices = (await getPlan(admin, PLAN)).costs.flatMap(({ priced }) => priced.lines);
  expect(prices.find(({ item, entry }) => item === "server" && entry === served?.id)?.amountMicros).toBe(
    77e6,
  );
  // The form of somebody who did not see this change.
  await expect(changePrices(admin, input)).rejects.toMatchObject({ code: "prices-changed" });
  expect(await listPriceBooks(admin)).toHaveLength(2);
});

test("whoever is no admin neither plans nor sees or changes prices", async () => {
  const creator = await makeActor("creator");
  await expect(getPlan(creator, PLAN)).rejects.toMatchObject({ code: "forbidden" });
  await expect(getPriceDesk(creator)).rejects.toMatchObject({ code: "forbidden" });
  await expect(
    changePrices(creator, { from: "seed", change: { type: "checked" }, reason: "x" }),
  ).rejects.toMatchObject({ code: "forbidden" });
});
