import { expect, test } from "vitest";
import { choosePicture, type PictureWish } from "./choose-picture";

const all: PictureWish = {
  hasCamera: true,
  hasScreen: true,
  wantsInset: true,
  isHidden: false,
  isPaused: false,
};

test.each<[string, Partial<PictureWish>, string]>([
  ["screen and camera together", {}, "screen-with-camera"],
  ["the screen alone when asked so", { wantsInset: false }, "screen"],
  ["the screen alone when the camera is hidden", { isHidden: true }, "screen"],
  ["the screen alone when there is no camera", { hasCamera: false }, "screen"],
  ["the camera when nothing is shared", { hasScreen: false }, "camera"],
  ["a card when the camera is hidden", { hasScreen: false, isHidden: true }, "sound-card"],
  ["a card when there is only sound", { hasScreen: false, hasCamera: false }, "sound-card"],
  ["a card in a pause, whatever else there is", { isPaused: true }, "pause-card"],
])("shows %s", (_what, change, picture) => {
  expect(choosePicture({ ...all, ...change })).toBe(picture);
});
