import { expect, test } from "vitest";
import type { PublishFigures } from "../publisher";
import { judgeLine } from "./judge-line";

const fine: PublishFigures = {
  videoKbps: 700,
  audioKbps: 48,
  framesPerSecond: 30,
  width: 640,
  height: 360,
  lossRatio: 0,
  roundTripMs: 20,
  availableKbps: 2_000,
  limitedBy: "none",
};

test.each([
  ["all is well", {}, "good"],
  ["nothing was read yet", { videoKbps: null }, "measuring"],
  ["the line is full", { limitedBy: "bandwidth", lossRatio: 0.1 }, "slow-line"],
  ["packets are lost", { lossRatio: 0.06 }, "lossy-line"],
  ["the computer is busy", { limitedBy: "cpu" }, "busy-computer"],
  ["the browser tells little", { lossRatio: null, limitedBy: null }, "good"],
] as const)("%s", (_what, change, verdict) => {
  expect(judgeLine({ ...fine, ...change })).toBe(verdict);
});

test("before the first reading nothing is claimed", () => {
  expect(judgeLine(null)).toBe("measuring");
});
