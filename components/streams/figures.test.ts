import { expect, test } from "vitest";
import { addSample, HISTORY_SECONDS, sparklinePoints } from "./bitrate-history";
import { bitrateParts } from "./format-bitrate";
import { healthValues } from "./health-sentence";
import { reconnectDelayMs } from "./reconnect-delay";

test.each([
  [640.4, { unit: "kbps", value: 640 }],
  [999, { unit: "kbps", value: 999 }],
  [1000, { unit: "mbps", value: 1 }],
  [2649, { unit: "mbps", value: 2.6 }],
])("%f kbit/s is shown in the unit that reads best", (kbps, expected) => {
  expect(bitrateParts(kbps)).toEqual(expected);
});

test("the chart holds its last values while nothing is known, instead of falling to 0", () => {
  expect(addSample([2500, 2600], null)).toEqual([2500, 2600]);
});

test("the chart keeps no more than it can show", () => {
  const long = Array.from({ length: HISTORY_SECONDS }, () => 1);
  expect(addSample(long, 2)).toHaveLength(HISTORY_SECONDS);
  expect(addSample(long, 2).at(-1)).toBe(2);
});

test("the newest sample stands at the right edge and the highest below the top", () => {
  const points = sparklinePoints([1000, 2000], 300, 40).split(" ");
  expect(points.at(-1)?.split(",")[0]).toBe("300");
  expect(Number(points.at(-1)?.split(",")[1])).toBeGreaterThan(0);
});

test("an issue that brings no values still makes a sentence", () => {
  const values = healthValues({ code: "bitrate-low", severity: "info", details: {} });
  expect(values).toMatchObject({ codec: "?", seconds: 0, kbps: 0, frames: 0 });
});

test("a studio that lost the server waits longer each time, never more than 15 s", () => {
  expect(reconnectDelayMs(0, 1)).toBe(500);
  expect(reconnectDelayMs(3, 0)).toBe(2000);
  expect(reconnectDelayMs(50, 1)).toBe(15_000);
});
