import { expect, it } from "vitest";
import { parseRange } from "./byte-range";

it.each([
  [undefined, null],
  ["items=0-1", null],
  ["bytes=0-", { start: 0, end: 999 }],
  ["bytes=10-19", { start: 10, end: 19 }],
  ["bytes=990-5000", { start: 990, end: 999 }],
  ["bytes=-100", { start: 900, end: 999 }],
  ["bytes=-5000", { start: 0, end: 999 }],
  ["bytes=1000-", "unsatisfiable"],
  ["bytes=20-10", "unsatisfiable"],
  ["bytes=-0", "unsatisfiable"],
  ["bytes=-", "unsatisfiable"],
  ["bytes=0-1,5-6", "unsatisfiable"],
  ["bytes=a-b", "unsatisfiable"],
  [`bytes=${"9".repeat(30)}-`, "unsatisfiable"],
])("of 1000 bytes, %s means %o", (header, range) => {
  expect(parseRange(header, 1000)).toEqual(range);
});
