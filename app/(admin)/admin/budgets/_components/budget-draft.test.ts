import { expect, test } from "vitest";
import { BUDGET_PRESET, Budget } from "@/lib/costs/guards/budget";
import { fromDraft, newThreshold, toDraft } from "./budget-draft";

const FULL = Budget.parse({
  id: "one",
  scope: { kind: "provider", provider: "a:b" },
  thresholds: [
    {
      ...{ id: "t", atMicros: 12_340_000, measure: "forecast", advice: "consider-hybrid", mayAct: true },
      actions: [
        { type: "demote" },
        { type: "cap-ladder", maxHeight: 480 },
        { type: "refuse-streams" },
        { type: "refuse-hand-offs" },
      ],
    },
  ],
});

test.each([BUDGET_PRESET, FULL])("a budget comes out of its fields as it went in", (budget) => {
  expect(fromDraft(toDraft(budget))).toEqual(budget);
});

test("amounts may have a comma and cents, and are sorted", () => {
  const draft = {
    ...{ id: "one", scope: "tier:free" },
    thresholds: [
      { ...newThreshold("b"), dollars: "1200,50" },
      { ...newThreshold("a"), dollars: " 3 " },
    ],
  };
  expect(fromDraft(draft)).toMatchObject({
    scope: { kind: "tier", tier: "free" },
    thresholds: [
      { id: "a", atMicros: 3_000_000 },
      { id: "b", atMicros: 1_200_500_000, advice: null, actions: [] },
    ],
  });
});

test.each(["", "0", "-5", "much", "0.001", "1e12", "1,200.50"])("%s is no amount", (dollars) => {
  const draft = { id: "one", scope: "all", thresholds: [{ ...newThreshold("t"), dollars }] };
  expect(fromDraft(draft)).toEqual({ wrong: ["t"] });
});
