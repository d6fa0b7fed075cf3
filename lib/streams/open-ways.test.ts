import { expect, test } from "vitest";
import { lenientLimits, strictLimits } from "../wire/doctor/testing/sample-limits";
import type { PlaybackSource } from "../wire/playback";
import { closedWays, openWays } from "./open-ways";

const sources: PlaybackSource[] = [
  { kind: "hls", url: "https://m.example.org/index.m3u8", lowLatency: true },
  { kind: "whep", url: "https://m.example.org/whep" },
  { kind: "flv", url: "https://m.example.org/stream.flv" },
];
const h264 = { videoCodec: "H.264", hasBFrames: false };

test.each([
  ["no report yet", null, lenientLimits, ["hls", "whep", "flv"]],
  ["nothing known", { videoCodec: null, hasBFrames: null }, lenientLimits, ["hls", "whep", "flv"]],
  ["a plain picture", h264, lenientLimits, ["hls", "whep", "flv"]],
  ["B-frames", { ...h264, hasBFrames: true }, lenientLimits, ["hls", "flv"]],
  ["B-frames where more is closed to them", { ...h264, hasBFrames: true }, strictLimits, ["flv"]],
  ["another codec", { videoCodec: "HEVC", hasBFrames: null }, lenientLimits, ["hls", "flv"]],
])("%s", (_name, metrics, limits, kinds) => {
  expect(openWays(sources, metrics, limits).map(({ kind }) => kind)).toEqual(kinds);
});

test("a way that is closed for two reasons is named once", () => {
  expect(closedWays({ videoCodec: "HEVC", hasBFrames: true }, lenientLimits)).toEqual(["whep"]);
});
