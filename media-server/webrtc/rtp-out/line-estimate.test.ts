import { describe, expect, it } from "vitest";
import { LineEstimate } from "./line-estimate";

const STREAM = 2_000_000;

function line() {
  const estimate = new LineEstimate();
  let nowMs = 0;
  /** After `ms` without news. */
  const tell = (bitsPerSecond: number, sentBps = STREAM, ms = 1_000) => {
    nowMs += ms;
    estimate.tell(bitsPerSecond, STREAM, sentBps, nowMs);
  };
  return { estimate, tell };
}

describe("what a line takes", () => {
  it("is anything until something speaks against it", () => {
    const { estimate, tell } = line();
    expect(estimate.isTight).toBe(false);
    tell(3_000_000);
    estimate.lose(0.05, STREAM, 0);
    expect(estimate.bitsPerSecond).toBe(Number.POSITIVE_INFINITY);
  });

  it("isn't judged by a browser that has only seen a quiet picture", () => {
    const { estimate, tell } = line();
    tell(300_000, 200_000);
    tell(450_000);
    expect(estimate.isTight).toBe(false);
    tell(2_900_000);
    expect(estimate.isTight).toBe(false);
  });

  it("isn't judged by a delay during which the whole stream came through", () => {
    const { estimate, tell } = line();
    tell(2_900_000);
    tell(STREAM * 0.85);
    expect(estimate.isTight).toBe(false);
  });

  it("is what came through when the browser's figure fell, until that holds the stream again", () => {
    const { estimate, tell } = line();
    tell(2_900_000);
    tell(850_000);
    expect(estimate.bitsPerSecond).toBe(1_000_000);
    tell(1_275_000, 850_000);
    expect(estimate.bitsPerSecond).toBe(1_500_000);
    tell(1_870_000, 1_300_000);
    expect(estimate.isTight).toBe(false);
  });

  it("is tried again after a while, ever more rarely when that fails", () => {
    const { estimate, tell } = line();
    tell(2_900_000);
    const pauses = [0, 0, 0, 0, 0].map(() => {
      tell(1_000_000);
      tell(850_000, STREAM, 100);
      expect(estimate.isTight).toBe(true);
      let pause = 0;
      for (; estimate.isTight; pause += 1) tell(850_000 + pause, 900_000);
      return pause;
    });
    expect(pauses).toEqual([6, 11, 21, 41, 61]);
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

  it("is tried again ever more rarely while losses show that it goes wrong", () => {
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
    line.tell(3_000_000, STREAM, STREAM, 0);
    line.tell(0, STREAM, STREAM, 1_000);
    expect(line.bitsPerSecond).toBe(STREAM / 4);
  });
});
