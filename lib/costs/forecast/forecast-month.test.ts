import { expect, test } from "vitest";
import { seededRandom } from "../../testing/seeded-random";
import { fromDollars, toMicros, ZERO } from "../money";
import { type DaySpend, forecastMonth } from "./forecast-month";
import { weekFactors } from "./week-factors";

type Shape = (index: number, weekday: number) => number;
const steady: Shape = () => 30;
const weekends: Shape = (_, weekday) => (weekday === 0 || weekday === 6 ? 60 : 15);
const doubling: Shape = (index) => 20 + (index * 20) / 29;
const concert: Shape = (index) => (index === 8 ? 400 : 20);

function makeMonth(month: string, shape: Shape, noise: number, seed: number): readonly DaySpend[] {
  const random = seededRandom(seed);
  const length = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  return Array.from({ length }, (_, index) => {
    const day = `${month}-${String(index + 1).padStart(2, "0")}`;
    const usd = shape(index, new Date(day).getUTCDay()) * (1 + noise * (2 * random() - 1));
    return { day, micros: fromDollars(Math.round(usd * 1e6) / 1e6) };
  });
}
const total = (days: readonly DaySpend[]) => days.reduce((sum, { micros }) => sum + (micros ?? 0), 0);
const forecast = (month: string, days: readonly DaySpend[], today: DaySpend | null = null) =>
  forecastMonth({ month, days, today, fixedMicros: ZERO });

test.each([
  ["steady", steady, 0.2],
  ["with weekends four times as dear", weekends, 0.2],
  ["that doubles", doubling, 0.1],
  ["with one great concert behind it", concert, 0.2],
])("at mid-month a month %s is told within a tenth, and its end lies in the band", (_, shape, noise) => {
  let inside = 0;
  const seeds = Array.from({ length: 30 }, (_, index) => index + 1);
  for (const month of ["2026-10", "2026-11", "2026-02"])
    for (const seed of seeds) {
      const days = makeMonth(month, shape, noise, seed);
      const { expectedMicros, lowMicros, highMicros } = forecast(month, days.slice(0, 15));
      const end = total(days);
      expect(Math.abs((expectedMicros ?? 0) / end - 1)).toBeLessThan(0.1);
      if ((lowMicros ?? end) <= end && end <= (highMicros ?? 0)) inside += 1;
    }
  expect(inside / seeds.length / 3).toBeGreaterThan(0.8);
});

test("a great concert is spent, named, and not expected again", () => {
  const days = makeMonth("2026-11", concert, 0, 1);
  const told = forecast("2026-11", days.slice(0, 15));
  expect(told).toMatchObject({ oneOffDay: "2026-11-09", expectedMicros: total(days) });
  expect(forecast("2026-11", makeMonth("2026-11", steady, 0.2, 1).slice(0, 15)).oneOffDay).toBeNull();
});

test("days of the month before help the first days of the next", () => {
  const before = makeMonth("2026-10", weekends, 0.1, 3);
  const days = makeMonth("2026-11", weekends, 0.1, 4);
  const told = forecast("2026-11", [...before, ...days.slice(0, 2)]);
  expect(Math.abs((told.expectedMicros ?? 0) / total(days) - 1)).toBeLessThan(0.1);
  expect(told.spentMicros).toBe(total(days.slice(0, 2)));
});

test("unknown days are neither nothing nor spent: they are expected", () => {
  const days = makeMonth("2026-11", steady, 0, 1);
  const gap = days.slice(0, 15).map((day, index) => (index === 4 ? { ...day, micros: null } : day));
  expect(forecast("2026-11", gap)).toMatchObject({
    spentMicros: fromDollars(14 * 30),
    expectedMicros: fromDollars(30 * 30),
    knownDays: 14,
    unknownDays: 1,
  });
});

test("days of the week are believed when they differ by more than chance", () => {
  const provenOf = (shape: Shape, seed: number) => {
    const days = makeMonth("2026-11", shape, 0.2, seed).slice(0, 15);
    const known = days.map(({ day, micros }) => ({
      day,
      at: Date.parse(day) / 86_400_000,
      micros: micros ?? 0,
    }));
    return weekFactors(known, () => total(days) / days.length).proven;
  };
  const seeds = Array.from({ length: 40 }, (_, index) => index + 1);
  const mean = (shape: Shape) => seeds.reduce((sum, seed) => sum + provenOf(shape, seed), 0) / seeds.length;
  expect(mean(steady)).toBeLessThan(0.15);
  expect(mean(weekends)).toBeGreaterThan(0.85);
});

test("with fewer than three days nothing is told but what is spent", () => {
  const days = makeMonth("2026-11", steady, 0, 1).slice(0, 2);
  expect(forecast("2026-11", days)).toMatchObject({
    spentMicros: fromDollars(60),
    expectedMicros: null,
    lowMicros: null,
    highMicros: null,
  });
});

test("what is fixed counts once, and today counts as far as it went", () => {
  const days = makeMonth("2026-11", steady, 0, 1);
  const today = { day: "2026-11-16", micros: fromDollars(50) };
  const told = forecastMonth({
    month: "2026-11",
    days: days.slice(0, 15),
    today,
    fixedMicros: fromDollars(20),
  });
  expect(told.spentMicros).toBe(fromDollars(15 * 30 + 50 + 20));
  expect(told.expectedMicros).toBe(fromDollars(29 * 30 + 50 + 20));
  const early = forecastMonth({
    month: "2026-11",
    days: days.slice(0, 15),
    today: { ...today, micros: fromDollars(1) },
    fixedMicros: ZERO,
  });
  expect(early.expectedMicros).toBe(fromDollars(30 * 30));
});

test("when the month is over, it is what was spent", () => {
  const days = makeMonth("2026-11", weekends, 0.2, 9);
  const end = toMicros(total(days));
  expect(forecast("2026-11", days)).toMatchObject({
    spentMicros: end,
    expectedMicros: end,
    lowMicros: end,
    highMicros: end,
  });
});

test("whatever the days are, what is expected is never less than what is spent, and the band holds it", () => {
  const random = seededRandom(21);
  for (let round = 0; round < 300; round += 1) {
    const wild: Shape = () => (random() < 0.4 ? 0 : random() ** 4 * 500);
    const days = makeMonth("2026-11", wild, 0, round).slice(0, Math.floor(random() * 31));
    const told = forecast("2026-11", days);
    if (told.expectedMicros === null) continue;
    expect(told.expectedMicros).toBeGreaterThanOrEqual(told.spentMicros);
    expect(told.lowMicros).toBeLessThanOrEqual(told.expectedMicros);
    expect(told.lowMicros).toBeGreaterThanOrEqual(told.spentMicros);
    expect(told.highMicros).toBeGreaterThanOrEqual(told.expectedMicros);
  }
});
