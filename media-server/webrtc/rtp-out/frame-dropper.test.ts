import { describe, expect, it } from "vitest";
import type { FeedPacket } from "../feed/feed-packet";
import { FrameDropper } from "./frame-dropper";

interface Frame {
  readonly isKey: boolean;
  readonly isDisposable: boolean;
  readonly admitted: boolean[];
}

/** Ten seconds of 30 frames per second with a key frame every second: 1.2 Mbit/s, four packets a frame. */
function run(lineAt: (second: number) => number, disposableEvery = 0): Frame[] {
  const dropper = new FrameDropper();
  return Array.from({ length: 300 }, (_, index) => {
    const isKey = index % 30 === 0;
    const isDisposable = !isKey && disposableEvery > 0 && index % disposableEvery === 0;
    const admitted = [0, 1, 2, 3].map((part) => {
      const packet: FeedPacket = {
        kind: "video",
        sequence: index * 4 + part,
        timestamp: index * 3_000,
        marker: part === 3,
        startsKeyFrame: isKey && part === 0,
        isDisposable,
        wire: Buffer.alloc(isKey ? 2_500 : 1_200),
      };
      return dropper.admits(packet, lineAt(Math.floor(index / 30)), index * 33.3);
    });
    return { isKey, isDisposable, admitted };
  });
}

const isSent = ({ admitted }: Frame) => admitted.every(Boolean);
const bitsOf = (frames: readonly Frame[]) =>
  frames.filter(isSent).reduce((sum, { isKey }) => sum + 4 * 8 * (isKey ? 2_500 : 1_200), 0);

describe("frames for a line that takes less", () => {
  it("all go out while it takes everything", () => {
    expect(run(() => Number.POSITIVE_INFINITY).every(isSent)).toBe(true);
  });

  it("go whole or not at all, and never after one that was left out", () => {
    const frames = run(() => 600_000);
    expect(frames.every(({ admitted }) => new Set(admitted).size === 1)).toBe(true);
    for (let group = 0; group < 10; group++) {
      const sent = frames.slice(group * 30, group * 30 + 30).map(isSent);
      expect(sent.lastIndexOf(true)).toBeLessThan(sent.includes(false) ? sent.indexOf(false) : 30);
    }
  });

  it("stay within the line, and use most of it", () => {
    const bits = bitsOf(run(() => 700_000)) / 10;
    expect(bits).toBeLessThan(700_000);
    expect(bits).toBeGreaterThan(450_000);
  });

  it("lose those first that nobody needs", () => {
    const frames = run(() => 900_000, 2);
    const shareOf = (of: readonly Frame[]) => of.filter(isSent).length / of.length;
    const needed = frames.filter(({ isDisposable }) => !isDisposable);
    expect(shareOf(needed)).toBeGreaterThan(shareOf(frames.filter(({ isDisposable }) => isDisposable)));
  });

  it("still show a picture now and then on a line that takes hardly anything", () => {
    const frames = run(() => 50_000);
    expect(frames.filter(isSent).length).toBeGreaterThan(1);
    expect(bitsOf(frames) / 10).toBeLessThan(100_000);
  });

  it("all go out again from the next key frame on when the line is free", () => {
    const frames = run((second) => (second < 5 ? 300_000 : Number.POSITIVE_INFINITY));
    expect(frames.slice(150).every(isSent)).toBe(true);
    expect(frames.slice(0, 150).every(isSent)).toBe(false);
  });
});
