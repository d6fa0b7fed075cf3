import { expect, test } from "vitest";
import { largestPlanFor, neededKbps, PICTURE_PLANS, planOf } from "./bitrate-plan";

test.each([
  [1080, 1080],
  [1081, 1080],
  [720, 720],
  [600, 720],
  [240, 240],
  [120, 240],
  [Number.POSITIVE_INFINITY, 1080],
])("a picture of %d lines is sent by the plan for %d", (height, plan) => {
  expect(planOf(height).height).toBe(plan);
});

test("each smaller picture needs less, and the smallest fits 300 kbit/s", () => {
  const needed = PICTURE_PLANS.map((plan) => neededKbps(plan, "voice"));
  expect(needed).toEqual([...needed].sort((a, b) => b - a));
  expect(needed.at(-1)).toBeLessThanOrEqual(300);
});

test("what is offered fits the line, and is never larger than what was wished for", () => {
  expect(largestPlanFor(50_000, "music", 480)?.height).toBe(480);
  for (const line of [300, 700, 1_600, 3_200, 5_700]) {
    const plan = largestPlanFor(line, "voice", 1080);
    expect(plan && neededKbps(plan, "voice")).toBeLessThanOrEqual(line);
  }
  expect(largestPlanFor(200, "voice", 1080)).toBeNull();
});
