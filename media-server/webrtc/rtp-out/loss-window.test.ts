import { expect, it } from "vitest";
import { LossWindow } from "./loss-window";

it("speaks only of spans long enough, however often a viewer reports", () => {
  const losses = new LossWindow();
  const shares: number[] = [];
  for (let nowMs = 0; nowMs <= 6_000; nowMs += 20) {
    // 100 packets a second, each tenth of them lost.
    const share = losses.add(
      { highest: 65_000 + nowMs / 10, cumulativeLost: Math.floor(nowMs / 100) },
      nowMs,
    );
    if (share !== null) shares.push(share);
  }
  expect(shares).toEqual([0.1, 0.1, 0.1, 0.1, 0.1, 0.1]);
});

it("waits for enough packets, and takes repaired ones for what they are", () => {
  const losses = new LossWindow();
  expect(losses.add({ highest: 0, cumulativeLost: 0 }, 0)).toBeNull();
  expect(losses.add({ highest: 10, cumulativeLost: 9 }, 5_000)).toBeNull();
  expect(losses.add({ highest: 200, cumulativeLost: 9 }, 9_000)).toBe(0.045);
  expect(losses.add({ highest: 400, cumulativeLost: 0 }, 12_000)).toBe(0);
  expect(losses.add({ highest: 5, cumulativeLost: 0 }, 15_000)).toBeNull();
});
