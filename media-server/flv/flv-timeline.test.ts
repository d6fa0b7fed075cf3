import { describe, expect, it } from "vitest";
import { FlvTimeline } from "./flv-timeline";

describe("the timeline", () => {
  it("goes on without a gap when the next publisher's clock begins anywhere", () => {
    const timeline = new FlvTimeline();
    const first = [0, 33, 67].map((ms) => timeline.video(ms));
    timeline.restart();
    const second = [9_000_000, 9_000_033].map((ms) => timeline.video(ms));
    timeline.restart();
    const third = timeline.video(-50);
    expect(second[0]).toBe((first[2] ?? 0) + 33);
    expect(second[1]).toBe((second[0] ?? 0) + 33);
    expect(third).toBe((second[1] ?? 0) + 33);
  });

  it("takes a jump for a new clock, either way, and small steps back for rounding", () => {
    const timeline = new FlvTimeline();
    const at = timeline.video(1_000);
    expect(timeline.video(900_000)).toBe(at + 33);
    expect(timeline.video(0)).toBe(at + 66);
    expect(timeline.video(-100)).toBe(at + 67);
    expect(timeline.video(100)).toBe(at + 166);
  });

  it("keeps sound with its picture, drops what belongs to another clock, and never goes backwards", () => {
    const timeline = new FlvTimeline();
    const at = timeline.video(5_000);
    expect(timeline.audio(5_010)).toBe(at + 10);
    expect(timeline.audio(4_000)).toBeNull();
    expect(timeline.audio(60_000)).toBeNull();
    expect(timeline.audio(5_005)).toBe(at + 10);
    timeline.restart();
    expect(timeline.audio(0)).toBeGreaterThan(at + 10);
  });

  it("follows sound alone over a jump", () => {
    const timeline = new FlvTimeline();
    const at = timeline.audio(0) ?? 0;
    expect(timeline.audio(50_000)).toBe(at + 33);
    expect(timeline.audio(50_021)).toBe(at + 54);
  });
});
