import { describe, expect, it } from "vitest";
import { TrackSpace } from "./track-space";

const space = (timestamp = 1000) => new TrackSpace(90, { sequence: 100, timestamp });

describe("a track's numbering", () => {
  it("follows the publisher's, losses and disorder included", () => {
    const track = space();
    const places = [500, 501, 503, 502, 504].map((sequence) => track.place(sequence, 7000, 0)?.sequence);
    expect(places).toEqual([101, 102, 104, 103, 105]);
  });

  it("goes on over the end of 16 and of 32 bits", () => {
    const track = space(2 ** 32 - 100);
    expect(track.place(65_535, 2 ** 32 - 50, 0)).toEqual({ sequence: 101, timestamp: 2 ** 32 - 100 });
    expect(track.place(0, 50, 1)).toEqual({ sequence: 102, timestamp: 0 });
    for (let count = 1; count < 200_000; count++) track.place(count & 0xffff, 50 + count, 1);
    expect(track.place(200_000 & 0xffff, 50 + 200_000, 1)?.sequence).toBe(102 + 200_000);
  });

  it("goes on where it was when another publisher comes, as much later as that took", () => {
    const track = space();
    track.place(9, 90_000, 0);
    const last = track.place(10, 93_000, 33);
    track.restart();
    const first = track.place(40_000, 123, 4033);
    expect(first?.sequence).toBe((last?.sequence ?? 0) + 1);
    expect(first?.timestamp).toBe((last?.timestamp ?? 0) + 4000 * 90);
    expect(track.place(40_001, 3123, 4066)?.timestamp).toBe((first?.timestamp ?? 0) + 3000);
  });

  it("takes a jump of the publisher's own for a new clock", () => {
    const track = space();
    track.place(1, 0, 0);
    expect(track.place(2, 90 * 60_000, 40)).toEqual({ sequence: 102, timestamp: 1000 + 40 * 90 });
    expect(track.place(30_000, 90 * 60_000, 80)).toEqual({ sequence: 103, timestamp: 1000 + 80 * 90 });
  });

  it("has no place for what a new publisher's first packet overtook", () => {
    const track = space();
    track.place(1, 0, 0);
    track.restart();
    track.place(701, 0, 10);
    expect(track.place(700, 0, 11)).toBeNull();
    expect(track.place(702, 0, 12)?.sequence).toBe(103);
  });

  it("numbers what comes without numbers, and knows its clock between packets", () => {
    const track = space();
    expect(track.next(4_000_000_000, 0).sequence).toBe(101);
    expect(track.next(4_000_000_090, 1)).toEqual({ sequence: 102, timestamp: 1090 });
    expect(track.timestampAt(11)).toBe(1090 + 900);
    expect(track.timestampOf(4_000_000_180)).toBe(1180);
  });
});
