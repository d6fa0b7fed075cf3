import { expect, test } from "vitest";
import { Budget, type GuardAction } from "../costs/guards/budget";
import { guardsInForce } from "../costs/guards/guards-in-force";
import { fromDollars, type MicroDollars } from "../costs/money";
import { forecastScope } from "./forecast-scope";
import { spendOf } from "./spend-of";

const NOON = Date.UTC(2026, 10, 11, 12);
const MONTH = "2026-11";

/** So many days of November from its first, each of the same amount. */
function daysAt(dollars: number, count: number): ReadonlyMap<string, MicroDollars> {
  return new Map(
    Array.from({ length: count }, (_, index) => [
      `${MONTH}-${String(index + 1).padStart(2, "0")}`,
      fromDollars(dollars),
    ]),
  );
}

test("a month of level days ends with thirty of them", () => {
  const forecast = forecastScope(NOON, fromDollars(100), daysAt(10, 10));
  expect(forecast.spentMicros).toBe(fromDollars(100));
  expect(forecast.expectedMicros).toBeCloseTo(fromDollars(300), -6);
});

test("what the month costs anyway is not expected again each day", () => {
  const forecast = forecastScope(NOON, fromDollars(120), daysAt(10, 10));
  expect(forecast.spentMicros).toBe(fromDollars(120));
  expect(forecast.expectedMicros).toBeCloseTo(fromDollars(320), -6);
});

test("where the invoice is less than its days, as when some of it is free, they count for less", () => {
  const forecast = forecastScope(NOON, fromDollars(50), daysAt(10, 10));
  expect(forecast.spentMicros).toBe(fromDollars(50));
  expect(forecast.expectedMicros).toBeCloseTo(fromDollars(150), -6);
});

test("a day without use cost nothing, and one that is unknown is not taken for nothing", () => {
  const quiet = new Map([...daysAt(10, 10)].filter(([day]) => day !== `${MONTH}-05`));
  const unknown = new Map<string, MicroDollars | null>([...daysAt(10, 10), [`${MONTH}-05`, null]]);
  expect(forecastScope(NOON, fromDollars(90), quiet)).toMatchObject({ knownDays: 10, unknownDays: 0 });
  expect(forecastScope(NOON, fromDollars(90), unknown)).toMatchObject({ knownDays: 9, unknownDays: 1 });
});

test("days before the first use are over, and not expected to come", () => {
  const late = new Map([...daysAt(10, 10)].filter(([day]) => day > `${MONTH}-05`));
  const forecast = forecastScope(NOON, fromDollars(50), late);
  expect(forecast.knownDays).toBe(5);
  expect(forecast.expectedMicros).toBeCloseTo(fromDollars(250), -6);
  expect(forecast.lowMicros).toBeLessThanOrEqual(forecast.expectedMicros ?? 0);
  expect(forecast.highMicros).toBeGreaterThanOrEqual(forecast.expectedMicros ?? 0);
});

test("nothing used is nothing expected, and no error", () => {
  expect(forecastScope(NOON, fromDollars(0), new Map())).toMatchObject({
    knownDays: 0,
    expectedMicros: null,
  });
  expect(forecastScope(NOON, fromDollars(20), new Map())).toMatchObject({ spentMicros: 20_000_000 });
});

function spend(scope: unknown, type: GuardAction["type"], billing: Parameters<typeof spendOf>[2]) {
  const action = type === "cap-ladder" ? { type, maxHeight: 480 } : { type };
  const budget = Budget.parse({
    ...{ id: "b", scope },
    thresholds: [{ id: "t", atMicros: 1, actions: [action], mayAct: true }],
  });
  const state = { budget: "b", threshold: "t", month: MONTH, isPassed: true, since: 0, valueMicros: null };
  const stream = { provider: "one", tier: "free", channelId: "c" };
  return spendOf(guardsInForce([budget], [state], MONTH, stream), [budget], billing);
}

test("a budget over everything demotes what grows with viewers, a provider's own whatever it is", () => {
  const all = { kind: "all" };
  const own = { kind: "provider", provider: "one" };
  expect(spend(all, "demote", "per-viewer-minute")).toBe("demoted");
  expect(spend(all, "demote", "per-gigabyte")).toBe("demoted");
  expect(spend(all, "demote", "flat")).toBe("open");
  expect(spend(all, "demote", "none")).toBe("open");
  expect(spend(own, "demote", "flat")).toBe("demoted");
  expect(spend({ kind: "provider", provider: "other" }, "demote", "per-gigabyte")).toBe("open");
  expect(spend(all, "refuse-streams", "none")).toBe("closed");
  expect(spend(all, "cap-ladder", "per-gigabyte")).toBe("open");
});
