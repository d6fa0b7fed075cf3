import { expect, it } from "vitest";
import { decodeMoment, encodeMoment, SQUARES } from "./pattern";

it("reads back the moment that was written", () => {
  for (const moment of [1_795_363_200_000, 1_795_363_200_033, 1_799_999_999_999]) {
    expect(decodeMoment(encodeMoment(moment), moment + 900)).toBe(moment);
  }
});

it("refuses a row in which any one square was misread", () => {
  const bits = encodeMoment(1_795_363_212_345);
  for (let index = 0; index < SQUARES; index += 1) {
    const misread = bits.map((bit, position) => (position === index ? !bit : bit));
    expect(decodeMoment(misread, 1_795_363_213_000)).not.toBe(1_795_363_212_345);
  }
});
