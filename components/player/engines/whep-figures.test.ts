import { expect, it } from "vitest";
import { delayOf } from "./whep-figures";

const NOW_MS = 1_800_000_000_000;
const NTP_TO_UNIX_MS = 2_208_988_800_000;
const inbound = { type: "inbound-rtp", kind: "video", timestamp: NOW_MS };
const pair = { type: "candidate-pair", timestamp: NOW_MS, currentRoundTripTime: 0.08 };
/** Came half a second ago, from a clock that is an hour ahead, and had travelled for 40 ms. */
const report = {
  type: "remote-outbound-rtp",
  kind: "video",
  timestamp: NOW_MS - 500,
  remoteTimestamp: NOW_MS - 540 + 3_600_000,
};

it("measures by the sender's clock, whatever the viewer's says", () => {
  const shown = { ...inbound, estimatedPlayoutTimestamp: NOW_MS + 3_600_000 - 120 };
  expect(delayOf(shown, [pair, report], NOW_MS)).toBeCloseTo(0.12);
  const inNtp = { ...shown, estimatedPlayoutTimestamp: shown.estimatedPlayoutTimestamp + NTP_TO_UNIX_MS };
  expect(delayOf(inNtp, [pair, report], NOW_MS)).toBeCloseTo(0.12);
});

it("stands by the time that packets wait and travel where the sender's clock isn't told", () => {
  const waiting = { ...inbound, jitterBufferDelay: 30, jitterBufferEmittedCount: 600 };
  expect(delayOf(waiting, [pair], NOW_MS)).toBeCloseTo(0.09);
  expect(delayOf(waiting, [], NOW_MS)).toBeCloseTo(0.05);
});

it("never tells less than what has surely passed", () => {
  const waited = { jitterBufferDelay: 30, jitterBufferEmittedCount: 600 };
  const early = { ...inbound, ...waited, estimatedPlayoutTimestamp: NOW_MS + 3_600_000 };
  expect(delayOf(early, [pair, report], NOW_MS)).toBeCloseTo(0.09);
});

it("says nothing where nothing is known", () => {
  expect(delayOf(inbound, [pair, report], NOW_MS)).toBeNull();
});
