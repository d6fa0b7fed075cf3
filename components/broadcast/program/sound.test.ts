import { expect, test } from "vitest";
import { loudness } from "./sound";

test.each([
  ["silence", 0, 0],
  ["a whisper", 0.01, 1 / 3],
  ["a voice", 0.1, 2 / 3],
  ["all there is", 1, 1],
])("%s", (_what, amplitude, level) => {
  expect(loudness(new Float32Array(64).fill(amplitude))).toBeCloseTo(level, 2);
});
