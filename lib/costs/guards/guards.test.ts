import { expect, test } from "vitest";
import { seededRandom } from "../../testing/seeded-random";
import { fromDollars, type MicroDollars } from "../money";
import { BUDGET_PRESET, Budget } from "./budget";
import { evaluateBudget, type GuardState } from "./evaluate-budget";
import { evaluateStock, type StockGrade } from "./evaluate-stock";
import { guardsInForce } from "./guards-in-force";

const MONTH = "2026-11";
const figures = (spent: number | null, forecast: number | null = null, month = MONTH) => ({
  month,
  spentMicros: spent === null ? null : fromDollars(spent),
  forecastMicros: forecast === null ? null : fromDollars(forecast),
});
const passed = (states: readonly GuardState[]) => states.map(({ isPassed }) => isPassed);

/** Looks at one budget again and again. */
function watch(budget: Budget) {
  let states: readonly GuardState[] = [];
  return (...of: Parameters<typeof figures>) => {
    const verdict = evaluateBudget(budget, figures(...of), states, 1_000);
    states = verdict.states;
    return verdict;
  };
}

test("at 500 dollars switching the primary is worth considering, at 1,000 the hybrid; neither acts by itself", () => {
  const look = watch(BUDGET_PRESET);
  expect(look(499.999999).changes).toEqual([]);
  expect(look(500).changes).toMatchObject([
    { type: "passed", threshold: { id: "switch-primary", advice: "consider-switching-primary" } },
  ]);
  expect(look(999.99).changes).toEqual([]);
  const { states, changes } = look(1_000);
  expect(changes).toMatchObject([{ type: "passed", threshold: { advice: "consider-hybrid" } }]);
  const stream = { provider: "acme", tier: "free", channelId: "c" };
  expect(guardsInForce([BUDGET_PRESET], states, MONTH, stream)).toEqual({
    demoted: [],
    maxHeight: null,
    handOffsRefused: [],
    streamsRefused: [],
  });
});

test("figures that waver about a threshold do not switch it to and fro", () => {
  const look = watch(BUDGET_PRESET);
  const random = seededRandom(2);
  look(500);
  for (let round = 0; round < 200; round += 1) expect(look(476 + random() * 48).changes).toEqual([]);
  expect(look(474.99).changes).toMatchObject([{ type: "cleared" }]);
  expect(look(499).changes).toEqual([]);
  expect(look(500).changes).toHaveLength(1);
});

test("a new month begins with nothing passed, and a threshold passed anew is news", () => {
  const look = watch(BUDGET_PRESET);
  look(600);
  expect(look(0, null, "2026-12").changes).toMatchObject([{ type: "cleared" }]);
  expect(look(490, null, "2026-12").states[0]?.isPassed).toBe(false);
  look(700, null, "2026-12");
  expect(look(510, null, "2027-01").changes).toMatchObject([{ type: "passed" }]);
});

test("while spend is unknown, everything stays as it was; only with the month it ends", () => {
  const look = watch(BUDGET_PRESET);
  const since = look(600).states[0]?.since;
  expect(look(null).states[0]).toMatchObject({ isPassed: true, valueMicros: null, since });
  expect(passed(look(null, null, "2026-12").states)).toEqual([false, false]);
});

test("what is expected counts where it is asked for, and never less than what is spent", () => {
  const look = watch(
    Budget.parse({
      id: "b",
      scope: { kind: "all" },
      thresholds: [
        { id: "early", atMicros: fromDollars(100), measure: "forecast" },
        { id: "late", atMicros: fromDollars(100) },
      ],
    }),
  );
  expect(passed(look(40, 100).states)).toEqual([true, false]);
  expect(passed(look(100, 90).states)).toEqual([true, true]);
  expect(passed(watch(BUDGET_PRESET)(null, 600).states)).toEqual([false, false]);
});

test("asking twice changes nothing", () => {
  const first = evaluateBudget(BUDGET_PRESET, figures(700), [], 1_000);
  const second = evaluateBudget(BUDGET_PRESET, figures(700), first.states, 9_000);
  expect(second).toEqual({ states: first.states, changes: [] });
});

const ACTING = Budget.parse({
  id: "acme-month",
  scope: { kind: "provider", provider: "acme" },
  thresholds: [
    {
      id: "first",
      atMicros: 10,
      actions: [{ type: "demote" }, { type: "cap-ladder", maxHeight: 720 }],
      mayAct: true,
    },
    {
      id: "second",
      atMicros: 20,
      actions: [{ type: "cap-ladder", maxHeight: 480 }, { type: "refuse-hand-offs" }],
      mayAct: true,
    },
    { id: "forbidden", atMicros: 30, actions: [{ type: "refuse-streams" }] },
    { id: "last", atMicros: 40, actions: [{ type: "refuse-streams" }], mayAct: true },
  ],
});
const force = (micros: number, provider = "acme", month = MONTH) => {
  const spent = { month: MONTH, spentMicros: micros as MicroDollars, forecastMicros: null };
  const { states } = evaluateBudget(ACTING, spent, [], 0);
  return guardsInForce([ACTING], states, month, { provider, tier: "free", channelId: "c" });
};

test("actions add up as thresholds pass, the lowest cap holds, and each says what it comes from", () => {
  expect(force(9)).toMatchObject({ demoted: [], maxHeight: null });
  expect(force(10)).toMatchObject({ demoted: [{ threshold: "first" }], maxHeight: { value: 720 } });
  expect(force(20)).toMatchObject({
    maxHeight: { value: 480, by: { budget: "acme-month", threshold: "second" } },
    handOffsRefused: [{ threshold: "second" }],
  });
  expect(force(30).streamsRefused).toEqual([]);
  expect(force(40).streamsRefused).toEqual([{ budget: "acme-month", threshold: "last" }]);
});

test("a budget bears only on what it is about, and only in its month", () => {
  expect(force(40, "barn").streamsRefused).toEqual([]);
  expect(force(40, "acme", "2026-12").streamsRefused).toEqual([]);
  const scopes = [
    [{ kind: "tier", tier: "free" }, true],
    [{ kind: "tier", tier: "premium" }, false],
    [{ kind: "channel", channelId: "c" }, true],
    [{ kind: "channel", channelId: "d" }, false],
  ] as const;
  for (const [scope, bears] of scopes) {
    const budget = Budget.parse({ ...ACTING, scope });
    const spent = { month: MONTH, spentMicros: fromDollars(1), forecastMicros: null };
    const { states } = evaluateBudget(budget, spent, [], 0);
    const stream = { provider: "acme", tier: "free", channelId: "c" };
    expect(guardsInForce([budget], states, MONTH, stream).demoted.length > 0).toBe(bears);
  }
});

test("room that is bought ahead: told early, avoided late, refused when it is out", () => {
  const grades = [0, 79.9, 80, 94.9, 95, 99.9, 100, 120].map((used) =>
    evaluateStock({ used, limit: 100, perDay: 2 }, null),
  );
  expect(grades.map(({ grade }) => grade)).toEqual([
    "enough",
    "enough",
    "low",
    "low",
    "critical",
    "critical",
    "out",
    "out",
  ]);
  expect(grades.map(({ isDemoted, isRefused }) => Number(isDemoted) + Number(isRefused))).toEqual([
    0, 0, 0, 0, 1, 1, 2, 2,
  ]);
  expect(grades[2]?.daysLeft).toBe(10);
  expect(grades.at(-1)?.daysLeft).toBe(0);
});

test("a grade is left well below where it began, but room that is there again is used", () => {
  const grade = (used: number, before: StockGrade | null) =>
    evaluateStock({ used, limit: 100, perDay: null }, before).grade;
  expect(grade(91, "critical")).toBe("critical");
  expect(grade(90, "critical")).toBe("low");
  expect(grade(76.1, "low")).toBe("low");
  expect(grade(75, "low")).toBe("enough");
  expect(grade(99, "out")).toBe("critical");
  expect(grade(10, "out")).toBe("enough");
});

test("what nobody knows stays as it was; without a limit there is always enough; a limit of nothing is out", () => {
  expect(evaluateStock({ used: null, limit: 100, perDay: 1 }, "critical")).toMatchObject({
    grade: "critical",
    isDemoted: true,
    share: null,
    daysLeft: null,
  });
  expect(evaluateStock({ used: null, limit: null, perDay: null }, null).grade).toBeNull();
  expect(evaluateStock({ used: 5, limit: null, perDay: 1 }, null).grade).toBe("enough");
  expect(evaluateStock({ used: 0, limit: 0, perDay: 0 }, null)).toMatchObject({ grade: "out", daysLeft: 0 });
});
