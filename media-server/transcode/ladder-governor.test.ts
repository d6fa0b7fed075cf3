import { describe, expect, it } from "vitest";
import { LadderGovernor, type LadderSample } from "./ladder-governor";

const CALM = {
  lagMs: 20,
  isDropping: false,
  runningRungs: 2,
  wantedRungs: 3,
  idleCores: 1,
  nextRungCores: 0.3,
};

/** Decisions of `seconds`, sampled twice a second, with when they were made. */
function live(governor: LadderGovernor, fromSec: number, seconds: number, sample: Partial<LadderSample>) {
  const decisions: string[] = [];
  for (let step = 0; step < seconds * 2; step++) {
    const nowMs = fromSec * 1000 + step * 500;
    const decision = governor.decide({ ...CALM, nowMs, ...sample });
    if (decision) decisions.push(`${decision} ${nowMs / 1000}`);
  }
  return decisions;
}

describe("the ladder's governor", () => {
  it("gives up a rung when the renditions stay behind, and one more when that didn't help", () => {
    expect(live(new LadderGovernor(), 0, 6, { lagMs: 1500 })).toEqual(["shed 2.5", "shed 5.5"]);
    expect(live(new LadderGovernor(), 0, 3, { isDropping: true })).toEqual(["shed 2.5"]);
  });

  it("takes a hiccup for what it is", () => {
    const governor = new LadderGovernor();
    for (let second = 0; second < 60; second += 3) {
      expect(live(governor, second, 2, { lagMs: 5000 })).toEqual([]);
      expect(live(governor, second + 2, 1, { lagMs: 400 })).toEqual([]);
    }
  });

  it("brings a rung back after a calm while, if the machine has room for it", () => {
    expect(live(new LadderGovernor(), 0, 40, {})).toEqual(["restore 30"]);
    expect(live(new LadderGovernor(), 0, 200, { idleCores: 0.2 })).toEqual([]);
    expect(live(new LadderGovernor(), 0, 40, { idleCores: null })).toEqual(["restore 30"]);
    expect(live(new LadderGovernor(), 0, 200, { runningRungs: 3 })).toEqual([]);
  });

  it("waits twice as long after each return that failed", () => {
    const governor = new LadderGovernor();
    let at = 0;
    const waits: number[] = [];
    for (let round = 0; round < 4; round++) {
      let restored: string[] = [];
      const from = at;
      for (; restored.length === 0; at++) restored = live(governor, at, 1, {});
      waits.push(at - from);
      expect(live(governor, at, 3, { lagMs: 3000, runningRungs: 3 })).toHaveLength(1);
      at += 3;
    }
    expect(waits).toEqual([31, 61, 121, 241]);
  });

  it("with nothing running sheds nothing", () => {
    expect(live(new LadderGovernor(), 0, 20, { lagMs: 9000, isDropping: true, runningRungs: 0 })).toEqual([]);
  });
});
