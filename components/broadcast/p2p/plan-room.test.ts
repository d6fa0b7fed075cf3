import { describe, expect, test } from "vitest";
import { planCeiling, planSending, type RoomLoad } from "./plan-room";

const EASY: RoomLoad = {
  viewers: 2,
  uplinkKbps: null,
  encodeMs: 2,
  framesPerSecond: 30,
  lossRatio: 0,
  isProcessorShort: false,
};

describe("what each viewer is sent", () => {
  test("gets smaller as the room grows, in every way, and never nothing", () => {
    const plans = Array.from({ length: 50 }, (_, index) => planSending(index + 1, null));
    for (const [index, plan] of plans.entries()) {
      const before = plans[index - 1] ?? plan;
      expect(plan.videoKbps).toBeLessThanOrEqual(before.videoKbps);
      expect(plan.framesPerSecond).toBeLessThanOrEqual(before.framesPerSecond);
      expect(plan.height).toBeLessThanOrEqual(before.height);
      expect(plan.videoKbps).toBeGreaterThanOrEqual(150);
    }
    expect(planSending(0, null)).toEqual(planSending(1, null));
  });

  test.each([
    [1, 10_000, { videoKbps: 2_000, height: 720 }],
    [1, 1_000, { videoKbps: 800, height: 480 }],
    [1, 300, { videoKbps: 240, height: 270 }],
    [5, 1_500, { videoKbps: 240, height: 270 }],
    [5, 100, { videoKbps: 150, height: 270 }],
  ])("%i viewers share what the line carries, %i kbit/s", (viewers, uplinkKbps, plan) => {
    expect(planSending(viewers, uplinkKbps)).toMatchObject(plan);
  });
});

describe("how many viewers fit", () => {
  test("as many as was set, while nothing measured speaks against it", () => {
    expect(planCeiling(EASY, 8, 8)).toEqual({ viewers: 8, because: "set" });
    expect(planCeiling({ ...EASY, viewers: 0, encodeMs: null }, 8, 2)).toEqual({
      viewers: 8,
      because: "set",
    });
  });

  test("as many as a line that has shown its limit can carry", () => {
    expect(planCeiling({ ...EASY, uplinkKbps: 1_000 }, 8, 8)).toEqual({ viewers: 5, because: "uplink" });
    expect(planCeiling({ ...EASY, uplinkKbps: 300 }, 8, 8)).toEqual({ viewers: 1, because: "uplink" });
  });

  test("as many as the processor can encode for, knowing that a full room gets less", () => {
    const slow = { ...EASY, encodeMs: 30 };
    const { viewers, because } = planCeiling(slow, 50, 2);
    expect(because).toBe("encoder");
    expect(viewers).toBeGreaterThan(8);
    expect(viewers).toBeLessThan(50);
    expect(planCeiling({ ...slow, encodeMs: 60 }, 50, 2).viewers).toBe(2);
    expect(planCeiling(slow, 50, 8).viewers).toBeGreaterThan(viewers);
  });

  test("nobody more while the processor is short, or packets get lost", () => {
    expect(planCeiling({ ...EASY, viewers: 3, isProcessorShort: true }, 8, 8)).toEqual({
      viewers: 3,
      because: "encoder",
    });
    expect(planCeiling({ ...EASY, viewers: 3, lossRatio: 0.2 }, 8, 8)).toEqual({
      viewers: 3,
      because: "loss",
    });
  });

  test("one may always try, and none may pass what was set", () => {
    const hopeless = { ...EASY, viewers: 0, uplinkKbps: 10, lossRatio: 1, isProcessorShort: true };
    expect(planCeiling(hopeless, 8, 1).viewers).toBe(1);
    expect(planCeiling({ ...EASY, viewers: 9, lossRatio: 1 }, 3, 8).viewers).toBe(3);
  });
});
