import { expect, test } from "vitest";
import { BUDGET_PRESET, Budget } from "@/lib/costs/guards/budget";
import { fromDraft, hardCapProblem, newThreshold, toDraft } from "./budget-draft";

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
    { id: "hard", atMicros: 20_000_000, actions: [{ type: "end-streams" }], mayAct: true },
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

test("a hard cap is saved when it is confirmed, and never counts what is expected", () => {
  const cap = { ...newThreshold("t"), dollars: "500", ends: true };
  const save = (one: typeof cap) => fromDraft({ id: "one", scope: "all", thresholds: [one] });
  expect(hardCapProblem(cap)).toBe("hardCapUnconfirmed");
  expect(save(cap)).toEqual({ wrong: ["t"] });
  const meant = { ...cap, endsConfirmed: true };
  expect(save(meant)).toMatchObject({ thresholds: [{ actions: [{ type: "end-streams" }] }] });
  const expected = { ...meant, measure: "forecast" as const };
  expect(hardCapProblem(expected)).toBe("hardCapForecast");
  expect(save(expected)).toEqual({ wrong: ["t"] });
  expect(hardCapProblem({ ...expected, ends: false })).toBeNull();
});
