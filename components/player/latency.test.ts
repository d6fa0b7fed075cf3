import { expect, it } from "vitest";
import { estimateLatencySec } from "./latency";

const facts = { nowMs: 10_900, playingDateMs: 10_000, behindSec: 0.7, isEdgeExact: true };

it("trusts an exact edge, whatever the clocks of server and encoder say", () => {
  expect(estimateLatencySec(facts)).toBe(0.7);
  expect(estimateLatencySec({ ...facts, playingDateMs: 400_000 })).toBe(0.7);
});

it("takes the stream's dates where the platform hides its edge", () => {
  expect(estimateLatencySec({ ...facts, isEdgeExact: false })).toBeCloseTo(0.9, 5);
});

it("says unknown rather than zero, or nonsense, when nothing is known", () => {
  const blind = { ...facts, behindSec: null, isEdgeExact: false };
  expect(estimateLatencySec({ ...blind, playingDateMs: null })).toBeNull();
  expect(estimateLatencySec({ ...blind, playingDateMs: 400_000 })).toBeNull();
});
