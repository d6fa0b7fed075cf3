import { describe, expect, it } from "vitest";
import { decideLiveEdge, type LiveEdgeState, noteStall, startFollowing } from "./live-edge";

const HOLD_BACK = 0.6;
const settled = (): LiveEdgeState => startFollowing(-60_000);
const at = (behindSec: number, bufferSec = 0.4, nowMs = 0) => ({
  nowMs,
  behindSec,
  bufferSec,
  holdBackSec: HOLD_BACK,
});

describe("live edge", () => {
  it.each([
    ["leaves the rate alone at the target", 0.61, 1],
    ["catches up gently when a little behind", 0.8, 1.05],
    ["plays at most 1.06 times as fast within a second of the target", 1.5, 1.06],
    ["plays at most 1.12 times as fast further away", 2.5, 1.12],
    ["slows down when too close to the edge", 0.5, 0.98],
    ["never plays slower than 0.97", 0, 0.97],
  ])("%s", (_name, behindSec, rate) => {
    const decision = decideLiveEdge(settled(), at(behindSec));
    expect(decision.rate).toBeCloseTo(rate, 5);
    expect(decision.jumpToSec).toBeNull();
  });

  it("jumps to the target when more than three seconds behind it", () => {
    expect(decideLiveEdge(settled(), at(4))).toMatchObject({ jumpToSec: HOLD_BACK, rate: 1 });
  });

  it("does not jump once it has settled, however much lies ready: a jump is seen, a higher speed is not", () => {
    expect(decideLiveEdge(settled(), at(2, 1.9)).jumpToSec).toBeNull();
  });

  it("jumps over a small distance at the start, when what lies there is buffered", () => {
    expect(decideLiveEdge(startFollowing(0), at(1, 0.75, 500)).jumpToSec).toBe(HOLD_BACK);
    expect(decideLiveEdge(startFollowing(0), at(1, 0.6, 500)).jumpToSec).toBeNull();
  });

  it("keeps correcting until the distance is gone, so that the rate changes rarely", () => {
    const catching = decideLiveEdge(settled(), at(0.8)).state;
    expect(decideLiveEdge(catching, at(0.63)).rate).toBeGreaterThan(1);
    expect(decideLiveEdge(catching, at(0.605)).rate).toBe(1);
  });

  it("keeps more distance after each stall, within bounds", () => {
    let state = settled();
    for (let stall = 0; stall < 30; stall++) state = noteStall(state, 0);
    expect(noteStall(settled(), 0).marginSec).toBe(0.25);
    expect(state.marginSec).toBe(3);
  });

  it("narrows the distance again slowly once all has been quiet, and forgets the stalls", () => {
    const stalled = noteStall(settled(), 0);
    const soon = decideLiveEdge({ ...stalled, lastDecisionMs: 20_000 }, at(0.85, 0.4, 21_000));
    expect(soon.state.marginSec).toBe(0.25);
    const quiet = decideLiveEdge({ ...stalled, lastDecisionMs: 40_000 }, at(0.85, 0.4, 41_000));
    expect(quiet.state.marginSec).toBeCloseTo(0.245, 5);
    const calm = decideLiveEdge({ ...stalled, lastDecisionMs: 40_000 }, at(0.85, 0.4, 100_000));
    expect(calm.state).toMatchObject({ marginSec: 0, stalls: 0 });
  });

  it("widens before it stalls, when what lies ready runs low at the distance aimed at", () => {
    const low = decideLiveEdge(settled(), at(HOLD_BACK, 0.15));
    expect(low.state.marginSec).toBe(0.1);
    const atOnce = decideLiveEdge(low.state, at(HOLD_BACK + 0.1, 0.15, 100));
    expect(atOnce.state.marginSec).toBe(0.1);
    expect(decideLiveEdge(low.state, at(HOLD_BACK + 0.1, 0.15, 1_000)).state.marginSec).toBe(0.2);
    expect(decideLiveEdge(settled(), at(0.3, 0.15)).state.marginSec, "too near by its own doing").toBe(0);
    expect(decideLiveEdge(startFollowing(0), at(HOLD_BACK, 0.15, 100)).state.marginSec).toBe(0);
  });

  it("holds the target in two simulated minutes that start late and stall once", () => {
    let state = startFollowing(0);
    let behindSec = 1.4;
    for (let nowMs = 0; nowMs < 120_000; nowMs += 100) {
      if (nowMs === 10_000) {
        behindSec += 0.5;
        state = noteStall(state, nowMs);
      }
      const decision = decideLiveEdge(state, at(behindSec, Math.max(0, behindSec - 0.2), nowMs));
      state = decision.state;
      behindSec = decision.jumpToSec ?? behindSec - (decision.rate - 1) * 0.1;
    }
    expect(Math.abs(behindSec - HOLD_BACK - state.marginSec)).toBeLessThan(0.06);
    expect(behindSec).toBeLessThan(0.7);
  });
});
