import { expect, test } from "vitest";
import { readPlanQuery } from "./read-plan-query";

test("an address without anything is a usual plan", () => {
  const { plan, wrong } = readPlanQuery({});
  expect(wrong).toEqual([]);
  expect(plan?.wish).toEqual({
    ...{ viewers: 100, hours: 10, quality: "hd", region: null, storedHours: 0, channels: 1 },
  });
  expect(plan?.answers).toEqual({ questions: {}, budgetUsd: null, viewers: null });
});

test("what was shared comes back as it was", () => {
  const { plan } = readPlanQuery({
    ...{ viewers: "2500", hours: "12,5", quality: "sd", region: "india", channels: "3", storedHours: "40" },
    ...{ budget: "500", "q-cost-first": "yes", "q-global-cdn": "no", "q-full-control": "perhaps" },
  });
  expect(plan?.wish).toMatchObject({
    viewers: 2500,
    hours: 12.5,
    quality: "sd",
    region: "india",
    channels: 3,
  });
  expect(plan?.answers).toMatchObject({
    questions: { "cost-first": true, "global-cdn": false },
    budgetUsd: 500,
  });
});

test.each([
  [{ viewers: "" }, "viewers"],
  [{ viewers: "1.5" }, "viewers"],
  [{ viewers: "1000001" }, "viewers"],
  [{ hours: "745" }, "hours"],
  [{ hours: "-1" }, "hours"],
  [{ channels: "0" }, "channels"],
  [{ storedHours: "much" }, "storedHours"],
  [{ budget: "-5" }, "budget"],
])("%o can't be planned with, and the field is named", (query, field) => {
  const { plan, wrong, typed } = readPlanQuery(query);
  expect(plan).toBeNull();
  expect(wrong).toEqual([field]);
  expect(typed).toMatchObject(query);
});

test("a quality or a region that nobody knows is as usual", () => {
  expect(readPlanQuery({ quality: "8k", region: "moon" }).plan?.wish).toMatchObject({
    quality: "hd",
    region: null,
  });
});
