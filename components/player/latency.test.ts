import { expect, it } from "vitest";
import { estimateLatencySec } from "./latency";

it.each([
  ["counts what the server takes when both clocks agree", 10_900, 0.7, 0.9],
  ["trusts the distance to the edge when the viewer's clock is minutes off", 400_000, 0.7, 0.7],
  ["trusts the distance to the edge when the viewer's clock is behind", 5_000, 0.7, 0.7],
])("%s", (_name, nowMs, behindSec, expected) => {
  expect(estimateLatencySec({ nowMs, playingDateMs: 10_000, behindSec })).toBeCloseTo(expected, 5);
});

it("says unknown rather than zero when nothing is known", () => {
  expect(estimateLatencySec({ nowMs: 1, playingDateMs: null, behindSec: null })).toBeNull();
});
