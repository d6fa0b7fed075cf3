import { expect, test } from "vitest";
import { seededRandom } from "../../testing/seeded-random";
import { splitQuantity } from "./split-quantity";

test("parts sum to the whole, also far past what a double holds", () => {
  const random = seededRandom(11);
  for (let round = 0; round < 500; round += 1) {
    const quantity = BigInt(Math.floor((random() - 0.2) * 1e15)) * 1_000n;
    const weights = Array.from({ length: 1 + Math.floor(random() * 9) }, () => random());
    const parts = splitQuantity(quantity, weights) ?? [];
    expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(quantity);
    expect(parts.every((part) => part === 0n || part > 0n === quantity > 0n)).toBe(true);
  }
});

test("weights are relative, wicked ones get nothing, and none at all is no answer", () => {
  expect(splitQuantity(100n, [3, 1])).toEqual([75n, 25n]);
  expect(splitQuantity(10n, [1, 1, 1])).toEqual([4n, 3n, 3n]);
  expect(splitQuantity(100n, [Number.NaN, -5, 2, Number.POSITIVE_INFINITY])).toEqual([0n, 0n, 100n, 0n]);
  expect(splitQuantity(100n, [])).toBeNull();
  expect(splitQuantity(100n, [0])).toBeNull();
});
