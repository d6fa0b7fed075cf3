import { expect, test } from "vitest";
import { seededRandom } from "../../testing/seeded-random";
import { fromDollars } from "../money";
import { BUDGET_PRESET, Budget, type GuardAction } from "./budget";
import { evaluateBudget, type GuardState } from "./evaluate-budget";
import { guardsInForce } from "./guards-in-force";
import { HARD_CAP_GRACE_MS, hardCapOn, type RunningStream } from "./hard-cap";

const MONTH = "2026-11";
const STREAM: RunningStream = {
  ...{ provider: "acme", tier: "free", channelId: "c", billing: "per-viewer-minute" },
};

interface Cap {
  readonly dollars?: number;
  readonly actions?: readonly GuardAction[];
  readonly mayAct?: boolean;
  readonly scope?: unknown;
}

function capAt({ dollars = 500, actions = [{ type: "end-streams" }], mayAct = true, scope }: Cap = {}) {
  return Budget.parse({
    ...{ id: "month", scope: scope ?? { kind: "all" } },
    thresholds: [{ id: "hard", atMicros: fromDollars(dollars), actions, mayAct }],
  });
}

/** Looks again and again, at a budget that admins may change meanwhile. */
function watch() {
  let states: readonly GuardState[] = [];
  return {
    look: (budget: Budget, spent: number | null, at: number, month = MONTH) => {
      const spentMicros = spent === null ? null : fromDollars(spent);
      const figures = { month, spentMicros, forecastMicros: fromDollars(9_000) };
      const verdict = evaluateBudget(budget, figures, states, at);
      states = verdict.states;
      return verdict.changes;
    },
    endOf: (budget: Budget, stream: RunningStream = STREAM, month = MONTH) =>
      hardCapOn([budget], states, month, stream)?.endsAt ?? null,
  };
}

test.each<[string, unknown, RunningStream["billing"], boolean]>([
  ["everything", { kind: "all" }, "per-viewer-minute", true],
  ["everything", { kind: "all" }, "per-gigabyte", true],
  ["everything", { kind: "all" }, "flat", false],
  ["everything", { kind: "all" }, "none", false],
  ["the provider", { kind: "provider", provider: "acme" }, "per-gigabyte", true],
  ["the provider", { kind: "provider", provider: "acme" }, "none", true],
  ["another provider", { kind: "provider", provider: "barn" }, "per-gigabyte", false],
  ["the tier", { kind: "tier", tier: "free" }, "per-gigabyte", true],
  ["the tier", { kind: "tier", tier: "free" }, "none", false],
  ["another tier", { kind: "tier", tier: "premium" }, "per-gigabyte", false],
  ["the creator", { kind: "channel", channelId: "c" }, "per-gigabyte", true],
  ["the creator", { kind: "channel", channelId: "c" }, "none", false],
  ["another creator", { kind: "channel", channelId: "d" }, "per-gigabyte", false],
])("a hard cap over %s (%o) ends what bills %s: %s", (_, scope, billing, isEnded) => {
  const budget = capAt({ scope });
  const { look, endOf } = watch();
  look(budget, 500, 1_000);
  expect(endOf(budget, { ...STREAM, billing })).toBe(isEnded ? 1_000 + HARD_CAP_GRACE_MS : null);
});

test("it ends nothing below its amount, before it is allowed, or by what is expected", () => {
  const budget = capAt();
  const { look, endOf } = watch();
  expect(look(budget, 499.99, 0)).toEqual([]);
  expect(endOf(budget)).toBeNull();
  const forbidden = capAt({ mayAct: false });
  look(forbidden, 600, 1);
  expect(endOf(forbidden)).toBeNull();
  const [threshold] = budget.thresholds;
  const expected = { ...budget, thresholds: [{ ...threshold, measure: "forecast" }] };
  expect(Budget.safeParse(expected).error?.issues[0]?.message).toMatch(/counts what is spent/);
  // Nor if it were stored all the same.
  const stored = expected as Budget;
  look(stored, 600, 2);
  expect(endOf(stored)).toBeNull();
});

test("the moment stays as it was told, whatever the figure does near the amount", () => {
  const budget = capAt();
  const { look, endOf } = watch();
  expect(look(budget, 500, 1_000)).toMatchObject([
    { type: "passed", endsStreamsAt: 1_000 + HARD_CAP_GRACE_MS },
  ]);
  const random = seededRandom(3);
  for (let at = 2_000; at < 60_000; at += 1_000) {
    expect(look(budget, random() < 0.1 ? null : 480 + random() * 100, at)).toEqual([]);
    expect(endOf(budget)).toBe(1_000 + HARD_CAP_GRACE_MS);
  }
});

test("an amount that is raised above what is spent lets go at once, also by a cent, and counts from the next look", () => {
  const { look, endOf } = watch();
  look(capAt(), 500, 1_000);
  const raised = capAt({ dollars: 500.01 });
  expect(endOf(raised)).toBeNull();
  expect(look(raised, 500, 2_000)).toMatchObject([{ type: "cleared" }]);
  expect(endOf(raised)).toBeNull();
  expect(look(raised, 501, 3_000)).toMatchObject([{ type: "passed" }]);
  expect(endOf(raised)).toBe(3_000 + HARD_CAP_GRACE_MS);
});

test("a raised amount that is passed all the same warns nobody anew", () => {
  const { look, endOf } = watch();
  look(capAt(), 600, 1_000);
  const raised = capAt({ dollars: 550 });
  expect(look(raised, 600, 2_000)).toEqual([]);
  expect(endOf(raised)).toBe(1_000 + HARD_CAP_GRACE_MS);
});

test("one that is set late, or comes back, gives its whole grace and is news", () => {
  const { look, endOf } = watch();
  const without = capAt({ actions: [] });
  look(without, 600, 1_000);
  expect(look(capAt(), 600, 5_000)).toMatchObject([{ type: "passed" }]);
  expect(endOf(capAt())).toBe(5_000 + HARD_CAP_GRACE_MS);
  expect(look(without, 600, 6_000)).toEqual([]);
  expect(endOf(capAt())).toBeNull();
  look(capAt(), 600, 7_000);
  expect(endOf(capAt())).toBe(7_000 + HARD_CAP_GRACE_MS);
});

test("with the month it is over", () => {
  const { look, endOf } = watch();
  look(capAt(), 600, 1_000);
  expect(endOf(capAt(), STREAM, "2026-12")).toBeNull();
  look(capAt(), 0, 2_000, "2026-12");
  expect(endOf(capAt(), STREAM, "2026-12")).toBeNull();
});

test("of two caps the first to come counts", () => {
  const budgets = [capAt({ dollars: 900 }), { ...capAt({ dollars: 500 }), id: "other" }];
  const state = (budget: string, dollars: number, endsStreamsAt: number): GuardState => ({
    ...{ budget, threshold: "hard", month: MONTH, isPassed: true, since: 0, endsStreamsAt },
    ...{ valueMicros: fromDollars(900), atMicros: fromDollars(dollars) },
  });
  const states = [state("month", 900, 70), state("other", 500, 60)];
  expect(hardCapOn(budgets, states, MONTH, STREAM)).toEqual({
    ...{ by: { budget: "other", threshold: "hard" }, atMicros: fromDollars(500), endsAt: 60 },
  });
});

test("it refuses new streams of its scope, and the preset has none", () => {
  const { states } = evaluateBudget(
    capAt(),
    { month: MONTH, spentMicros: fromDollars(600), forecastMicros: null },
    [],
    0,
  );
  expect(guardsInForce([capAt()], states, MONTH, STREAM).streamsRefused).toEqual([
    { budget: "month", threshold: "hard" },
  ]);
  expect(BUDGET_PRESET.thresholds.flatMap(({ actions }) => actions)).toEqual([]);
});
