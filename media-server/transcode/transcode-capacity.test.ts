import { describe, expect, it } from "vitest";
import { TranscodeCapacity } from "./transcode-capacity";

describe("capacity for transcodes", () => {
  it("lets in what fits as a whole, and nothing else", () => {
    const capacity = new TranscodeCapacity(1);
    expect(capacity.admit("one", 0.6)).toBe(true);
    expect(capacity.admit("two", 0.5)).toBe(false);
    expect(capacity.usedCores).toBeCloseTo(0.6);
    expect(capacity.admit("two", 0.4)).toBe(true);
  });

  it("has room again once somebody leaves", () => {
    const capacity = new TranscodeCapacity(1);
    capacity.admit("one", 0.9);
    expect(capacity.admit("two", 0.9)).toBe(false);
    capacity.release("one");
    expect(capacity.admit("two", 0.9)).toBe(true);
  });

  it("counts what a stream has already when it asks for more", () => {
    const capacity = new TranscodeCapacity(1);
    capacity.admit("one", 0.6);
    expect(capacity.admit("one", 0.9)).toBe(true);
    expect(capacity.admit("one", 1.1)).toBe(false);
    expect(capacity.usedCores).toBeCloseTo(0.9);
    capacity.shrink("one", 0.2);
    expect(capacity.admit("two", 0.7)).toBe(true);
  });

  it("learns from what the running ones really take", () => {
    const slow = new TranscodeCapacity(1);
    slow.admit("one", 0.3);
    slow.measured("one", 0.6);
    expect(slow.factor).toBeCloseTo(2);
    expect(slow.admit("two", 0.3)).toBe(false);

    const fast = new TranscodeCapacity(1);
    fast.admit("one", 0.8);
    fast.measured("one", 0.4);
    expect(fast.admit("two", 0.8)).toBe(true);
  });

  it("is not led astray by one wild measurement", () => {
    const capacity = new TranscodeCapacity(1);
    capacity.admit("one", 0.3);
    capacity.measured("one", 0.3);
    capacity.measured("one", 30);
    for (let second = 0; second < 60; second++) capacity.measured("one", 0.3);
    expect(capacity.usedCores).toBeCloseTo(0.3, 2);
    capacity.measured("nobody", 5);
    expect(capacity.factor).toBeLessThanOrEqual(3);
  });

  it("of none refuses everything", () => {
    expect(new TranscodeCapacity(0).admit("one", 0.01)).toBe(false);
  });
});
