import { expect, test } from "vitest";
import { creatorShare } from "./creator-share";

const SHARES = Array.from({ length: 20_000 }, (_, index) => creatorShare(`creator-${index}`, "rule"));

test.each([1, 10, 50, 90])("%i percent are about that many creators", (percent) => {
  const inside = SHARES.filter((share) => share < percent).length / SHARES.length;
  expect(Math.abs(inside * 100 - percent)).toBeLessThan(1.5);
});

test("nobody is outside of 100 percent, and nobody inside of 0", () => {
  expect(SHARES.every((share) => share >= 0 && share < 100)).toBe(true);
});

test("is the same each time, and another for another rule", () => {
  expect(creatorShare("ada", "rule")).toBe(creatorShare("ada", "rule"));
  expect(creatorShare("ada", "rule")).not.toBe(creatorShare("ada", "other"));
});
