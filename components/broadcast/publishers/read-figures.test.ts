import { expect, test } from "vitest";
import { readEncodeMs, readFigures } from "./read-figures";

const video = (bytesSent: number, timestamp: number) => ({
  type: "outbound-rtp",
  kind: "video",
  timestamp,
  bytesSent,
  framesPerSecond: 29,
  frameWidth: 640,
  frameHeight: 360,
  qualityLimitationReason: "bandwidth",
  framesEncoded: 100,
  totalEncodeTime: 0.5,
});
const rest = [
  { type: "outbound-rtp", kind: "audio", timestamp: 0, bytesSent: 0 },
  { type: "remote-inbound-rtp", kind: "video", fractionLost: 0.02, roundTripTime: 0.04 },
  { type: "candidate-pair", nominated: false, availableOutgoingBitrate: 1 },
  { type: "candidate-pair", nominated: true, availableOutgoingBitrate: 900_000, currentRoundTripTime: 0.05 },
];

test("rates are those since the reading before; before the second reading they are unknown", () => {
  const first = readFigures([video(1_000, 1_000), ...rest], null);
  expect(first.figures).toMatchObject({ videoKbps: null, audioKbps: null, framesPerSecond: 29 });
  const second = readFigures([video(126_000, 2_000), ...rest], first.counters);
  expect(second.figures).toEqual({
    videoKbps: 1_000,
    audioKbps: 0,
    framesPerSecond: 29,
    width: 640,
    height: 360,
    lossRatio: 0.02,
    roundTripMs: 40,
    availableKbps: 900,
    limitedBy: "bandwidth",
  });
});

test("what a browser doesn't tell is unknown, not zero", () => {
  const { figures } = readFigures([], null);
  expect(new Set(Object.values(figures))).toEqual(new Set([null]));
  expect(readEncodeMs([])).toBeNull();
  expect(readEncodeMs([video(0, 0)])).toBe(5);
});
