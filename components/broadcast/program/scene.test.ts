import { expect, test } from "vitest";
import { fitInside, insetPlace } from "./scene";

const HD = { width: 1280, height: 720 };

test.each([
  [
    { width: 1920, height: 1080 },
    { x: 0, y: 0, width: 1280, height: 720 },
  ],
  [
    { width: 1440, height: 1080 },
    { x: 160, y: 0, width: 960, height: 720 },
  ],
  [
    { width: 2560, height: 720 },
    { x: 0, y: 180, width: 1280, height: 360 },
  ],
])("all of a %j screen is seen", (from, place) => {
  expect(fitInside(from, HD)).toEqual(place);
});

test("the camera stands in the corner, whole, in its own shape", () => {
  const place = insetPlace({ width: 640, height: 480 }, HD);
  expect(place.width / place.height).toBeCloseTo(4 / 3);
  expect(place.x + place.width).toBeLessThan(HD.width);
  expect(place.y + place.height).toBeLessThan(HD.height);
});
