import { expect, it } from "vitest";
import { readShots, shotAt } from "./live-shots";

it("shows the picture nearest to a moment, and none from far away", () => {
  const shots = [100_000, 110_000, 120_000];
  expect([104_000, 106_000, 90_000, 149_000].map((at) => shotAt(shots, at))).toEqual([
    100_000, 110_000, 100_000, 120_000,
  ]);
  expect([60_000, 200_000].map((at) => shotAt(shots, at))).toEqual([null, null]);
  expect(shotAt([], 0)).toBeNull();
});

it("takes only times out of a list, whatever it is", () => {
  expect(readShots({ shots: [1, "2", -3, 4.5, null, 6] })).toEqual([1, 6]);
  for (const list of [null, [], "x", { shots: "y" }, {}]) expect(readShots(list)).toEqual([]);
});
