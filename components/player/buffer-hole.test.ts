import { describe, expect, it } from "vitest";
import { beyondHole } from "./buffer-hole";

const range = (startSec: number, endSec: number) => ({ startSec, endSec });

describe("a hole in the buffer", () => {
  it("is left behind, whether the picture stands just before or just inside it", () => {
    const ranges = [range(38, 50.8), range(52, 52.6)];
    expect(beyondHole(ranges, 50.71)).toBeCloseTo(52.02);
    expect(beyondHole(ranges, 50.81)).toBeCloseTo(52.02);
  });

  it.each([
    ["the end of all there is", [range(38, 50.8)], 50.7],
    ["a place that was sought and is not loaded yet", [range(38, 50.8)], 30],
    ["the middle of what is there", [range(38, 50.8), range(52, 53)], 45],
    ["too little behind it to go on with", [range(38, 50.8), range(52, 52.2)], 50.7],
    ["so much missing that it is another place", [range(38, 50.8), range(80, 90)], 50.7],
  ])("is not %s", (_what, ranges, at) => {
    expect(beyondHole(ranges, at)).toBeNull();
  });
});
