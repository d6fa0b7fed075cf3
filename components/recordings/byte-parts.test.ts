import { expect, test } from "vitest";
import { byteParts } from "./byte-parts";

test.each([
  [0, "kilobyte", 0],
  [1234, "kilobyte", 1.2],
  [45_600, "kilobyte", 46],
  [7_450_000, "megabyte", 7.5],
  [456_000_000, "megabyte", 456],
  [12_345_000_000, "gigabyte", 12],
  [-5, "kilobyte", 0],
])("%d bytes are told in %s", (bytes, unit, value) => {
  expect(byteParts(bytes)).toEqual({ unit, value });
});
