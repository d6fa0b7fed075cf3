import { describe, expect, it } from "vitest";
import { LineEstimate } from "./line-estimate";

const STREAM = 2_000_000;

describe("what a line takes", () => {
  it("is anything until something speaks against it", () => {
    const line = new LineEstimate();
    expect(line.isTight).toBe(false);
    line.tell(3_000_000, STREAM, STREAM);
    line.lose(0.05, STREAM, 0);
    expect(line.bitsPerSecond).toBe(Number.POSITIVE_INFINITY);
  });

  it("isn't judged by a browser that has only seen a quiet picture", () => {
    const line = new LineEstimate();
    line.tell(300_000, STREAM, 200_000);
    line.tell(450_000, STREAM, STREAM);
    expect(line.isTight).toBe(false);
    line.tell(2_900_000, STREAM, STREAM);
    expect(line.isTight).toBe(false);
  });

  it("is what the browser says once its figure falls below what is sent, until it holds the stream again", () => {
    const line = new LineEstimate();
    line.tell(2_900_000, STREAM, STREAM);
    line.tell(900_000, STREAM, STREAM);
    expect(line.bitsPerSecond).toBe(900_000);
    line.tell(1_300_000, STREAM, 850_000);
    expect(line.bitsPerSecond).toBe(1_300_000);
    line.tell(2_150_000, STREAM, 1_300_000);
    expect(line.isTight).toBe(false);
  });

  it("falls with heavy losses, stays with light ones, and comes back without", () => {
    const line = new LineEstimate();
    line.lose(0.3, STREAM, 0);
    expect(line.bitsPerSecond).toBe(STREAM * 0.85);
    line.lose(0.05, STREAM, 0);
    expect(line.bitsPerSecond).toBe(STREAM * 0.85);
    line.lose(0, STREAM, 0);
    expect(line.isTight).toBe(false);
  });

  it("leaves a part of the stream on a line that loses whatever is sent", () => {
    const line = new LineEstimate();
    for (let span = 0; span < 100; span++) line.lose(0.5, STREAM, 0);
    expect(line.bitsPerSecond).toBe(STREAM / 4);
    for (let span = 0; span < 8; span++) line.lose(0, STREAM, 0);
    expect(line.isTight).toBe(false);
  });

  it("holds nobody back for ever on a line that always loses one packet in twenty", () => {
    const line = new LineEstimate();
    line.lose(0.4, STREAM, 0);
    line.lose(0.05, STREAM, 4_000);
    expect(line.isTight).toBe(true);
    line.lose(0.05, STREAM, 6_000);
    expect(line.isTight).toBe(false);
  });

  it("is tried again ever more rarely while that goes wrong", () => {
    const line = new LineEstimate();
    let nowMs = 0;
    const pauses = [0, 0, 0, 0, 0].map(() => {
      nowMs += 1_000;
      line.lose(0.4, STREAM, nowMs);
      const fullAt = nowMs;
      for (let span = 0; line.isTight && span < 200; span++, nowMs += 1_000) line.lose(0.05, STREAM, nowMs);
      return Math.round((nowMs - fullAt) / 1_000);
    });
    expect(pauses).toEqual([7, 12, 22, 42, 62]);
  });

  it("never falls to nothing, and says nothing before the stream was measured", () => {
    const line = new LineEstimate();
    line.lose(1, 0, 0);
    expect(line.isTight).toBe(false);
    line.tell(3_000_000, STREAM, STREAM);
    line.tell(0, STREAM, STREAM);
    expect(line.bitsPerSecond).toBe(50_000);
  });
});
