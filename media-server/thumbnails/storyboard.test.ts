import { describe, expect, it } from "vitest";
import { Timeline } from "../recording/timeline";
import { positionOf, renderStoryboard, storyboardInterval } from "./storyboard";
import { tileSize } from "./take-shot";

const minutes = (count: number) => count * 60_000;

describe("a storyboard", () => {
  it.each([
    [minutes(0), 10_000],
    [minutes(60), 10_000],
    [minutes(61), 20_000],
    [minutes(720), 120_000],
  ])("of %d ms has a picture every %d ms", (durationMs, intervalMs) => {
    expect(storyboardInterval(durationMs)).toBe(intervalMs);
    expect(Math.ceil(durationMs / intervalMs)).toBeLessThanOrEqual(360);
  });

  it("names each picture's place, and the last one lasts to the end", () => {
    const text = renderStoryboard({
      durationMs: 1_014_500,
      intervalMs: 10_000,
      tiles: 102,
      tile: { width: 160, height: 90 },
      imageName: (index) => `sheet-${index}.jpg`,
    });
    expect(text.startsWith("WEBVTT\n\n00:00:00.000 --> 00:00:10.000\nsheet-0.jpg#xywh=0,0,160,90\n\n")).toBe(
      true,
    );
    expect(text).toContain("00:01:50.000 --> 00:02:00.000\nsheet-0.jpg#xywh=160,90,160,90\n");
    expect(text.endsWith("00:16:50.000 --> 00:16:54.500\nsheet-1.jpg#xywh=160,0,160,90\n")).toBe(true);
  });

  it.each([
    [1920, 1080, 160, 90],
    [720, 1280, 90, 160],
    [640, 480, 160, 120],
    [1, 5000, 2, 160],
  ])("shows %dx%d in its own shape", (width, height, tileWidth, tileHeight) => {
    expect(tileSize({ width, height })).toEqual({ width: tileWidth, height: tileHeight });
  });

  it("finds a moment by its clock, over a gap", () => {
    const run = { t: "run", init: "init-1.mp4", bytes: 1, hash: "", video: null, audio: null } as const;
    const segment = (n: number, wallMs: number, gap: boolean) =>
      [
        { t: "open", n, wallMs, frameRate: null, gap },
        { t: "close", n, ms: 2000, bytes: 1, at: 0, heads: 0 },
      ] as const;
    const timeline = new Timeline([run, ...segment(1, 10_000, true), ...segment(2, 50_000, true)]);
    expect(positionOf(timeline, 11_500)).toBe(1500);
    expect(positionOf(timeline, 50_500)).toBe(2500);
    expect(positionOf(timeline, 30_000)).toBeNull();
  });
});
