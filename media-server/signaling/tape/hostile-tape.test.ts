import { describe, expect, test } from "vitest";
import { PieceReader } from "./piece-reader";
import { readTapeFragment } from "./read-tape-fragment";
import type { TapeTrack } from "./read-tape-init";

function box(type: string, ...content: Buffer[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.reduce((sum, one) => sum + one.length, 0), 0);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, ...content]);
}
const words = (...values: number[]) => Buffer.from(new Uint32Array(values).buffer).swap32();

// Only the id and the timescale are looked at here.
const TRACKS = [{ id: 1, timescale: 1_000 }] as unknown as TapeTrack[];

/** A `moof` whose runs all claim `count` samples of one byte from the beginning of the data. */
function moofOf(runs: number, count: number): Buffer {
  const run = (dataOffset: number) => box("trun", words(0x1, count, dataOffset));
  const traf = (dataOffset: number) => [
    box("tfhd", words(0x10, 1, 1)),
    box("tfdt", words(0, 0)),
    ...Array.from({ length: runs }, () => run(dataOffset)),
  ];
  const length = box("moof", box("traf", ...traf(0))).length;
  return box("moof", box("traf", ...traf(length + 8)));
}

describe("what a hostile recorder sends", () => {
  test("gets as many samples as its data holds, and no more", () => {
    expect(readTapeFragment({ moof: moofOf(1, 300), data: Buffer.alloc(300) }, TRACKS)).toHaveLength(300);
    expect(readTapeFragment({ moof: moofOf(2, 300), data: Buffer.alloc(300) }, TRACKS)).toBeNull();
    expect(readTapeFragment({ moof: moofOf(2, 300), data: Buffer.alloc(600) }, TRACKS)).toHaveLength(600);
  });

  test("can't make many samples of a few bytes", () => {
    const moof = moofOf(600, 20_000);
    expect(moof.length).toBeLessThan(16_000);
    expect(readTapeFragment({ moof, data: Buffer.alloc(20_000) }, TRACKS)).toBeNull();
    expect(readTapeFragment({ moof: moofOf(1, 50_000), data: Buffer.alloc(50_000) }, TRACKS)).toBeNull();
  });

  test("can't fill a piece with empty boxes, nor have a huge index waited for", () => {
    const empty = Buffer.concat(Array.from({ length: 32_768 }, () => box("free")));
    expect(new PieceReader().push(empty)).toBeNull();
    expect(new PieceReader().push(Buffer.concat([words(5_000_000), Buffer.from("moof")]))).toBeNull();
    expect(new PieceReader().push(Buffer.concat([words(5_000_000), Buffer.from("mdat")]))).toEqual([]);
  });
});
