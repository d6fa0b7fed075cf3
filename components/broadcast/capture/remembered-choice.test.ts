import { expect, test } from "vitest";
import { readChoice } from "./remembered-choice";

test("what was chosen last is chosen again", () => {
  const choice = { camera: "a", microphone: null, height: 360, sound: "music", keepsCopy: false };
  expect(readChoice(choice)).toEqual(choice);
});

test.each([null, "text", 7, { camera: 1, microphone: "x".repeat(500), height: 9_999, sound: "loud" }])(
  "of %j nothing is believed that can't be",
  (kept) => {
    expect(readChoice(kept)).toEqual({
      camera: null,
      microphone: null,
      height: 720,
      sound: "voice",
      keepsCopy: true,
    });
  },
);
