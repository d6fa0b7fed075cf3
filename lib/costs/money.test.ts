import { expect, test } from "vitest";
import { seededRandom } from "../testing/seeded-random";
import { divideRounded, fromDollars, sumKnown, sumMicros, toDollars, toMicros } from "./money";

test("dollars become whole micro-dollars, halves away from zero", () => {
  for (const [usd, micros] of [
    [0.1, 100_000],
    [0.0072, 7_200],
    [0.0000005, 1],
    [-0.0000005, -1],
    [0.00000049, 0],
    [0.0001245, 125],
    [1.005, 1_005_000],
    [8_000_000_000.123456, 8_000_000_000_123_456],
  ] as const)
    expect(fromDollars(usd)).toBe(micros);
  expect(Object.is(fromDollars(-0), 0)).toBe(true);
});

test("what is no amount is refused, and so is a sum past what is exact", () => {
  for (const wrong of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
    expect(() => toMicros(wrong)).toThrow(RangeError);
  const most = toMicros(Number.MAX_SAFE_INTEGER);
  expect(() => sumMicros([most, toMicros(1)])).toThrow(RangeError);
  expect(() => fromDollars(1e10)).toThrow(RangeError);
});

test("a tenth of a cent, a thousand times, is a dollar", () => {
  expect(sumMicros(Array.from({ length: 1_000 }, () => fromDollars(0.001)))).toBe(fromDollars(1));
});

test("every amount comes back from dollars as it was", () => {
  const random = seededRandom(1);
  for (let round = 0; round < 2_000; round += 1) {
    const amount = toMicros(Math.floor((random() - 0.5) * 2e12));
    expect(fromDollars(toDollars(amount))).toBe(amount);
  }
});

test("a sum with something unknown is unknown, an empty one is nothing", () => {
  expect(sumKnown([toMicros(1), null])).toBeNull();
  expect(sumKnown([toMicros(1), toMicros(2)])).toBe(3);
  expect(sumMicros([])).toBe(0);
});

test("division goes to the nearest, halves away from zero", () => {
  expect([5n, -5n, 7n, 4n, 0n].map((value) => divideRounded(value, 2n))).toEqual([3n, -3n, 4n, 2n, 0n]);
  expect(divideRounded(10n ** 30n + 1n, 10n ** 15n)).toBe(10n ** 15n);
});
