import { expect, it } from "vitest";
import type { PlaybackSource } from "@/lib/wire/playback";
import type { Abilities } from "./abilities";
import { orderSources } from "./order-sources";

const EVERYTHING: Abilities = { mediaSource: true, nativeHls: true, webRtc: true };
const NOTHING_BLOCKED = { isBlocked: () => false };
const SOURCES: readonly PlaybackSource[] = [
  { kind: "hls", url: "https://m.test/plain.m3u8", lowLatency: false },
  { kind: "hls", url: "https://m.test/index.m3u8", lowLatency: true },
  { kind: "whep", url: "https://m.test/whep" },
  { kind: "flv", url: "https://m.test/stream.flv" },
];
const kinds = (sources: readonly PlaybackSource[]) =>
  sources.map((source) => (source.kind === "hls" && source.lowLatency ? "low-latency" : source.kind));

it.each([
  ["lowest", ["whep", "flv", "low-latency", "hls"]],
  ["balanced", ["low-latency", "hls", "flv", "whep"]],
  ["smooth", ["low-latency", "hls", "flv", "whep"]],
] as const)("%s tries %j", (wish, order) => {
  expect(kinds(orderSources(SOURCES, wish, NOTHING_BLOCKED, EVERYTHING))).toEqual(order);
});

it("what was blocked lately is kept for last", () => {
  const memory = { isBlocked: ({ kind }: PlaybackSource) => kind === "whep" };
  expect(kinds(orderSources(SOURCES, "lowest", memory, EVERYTHING))).toEqual([
    "flv",
    "low-latency",
    "hls",
    "whep",
  ]);
});

it("leaves out what the browser has no means for", () => {
  const iPhone = { mediaSource: false, nativeHls: true, webRtc: true };
  expect(kinds(orderSources(SOURCES, "lowest", NOTHING_BLOCKED, iPhone))).toEqual([
    "whep",
    "low-latency",
    "hls",
  ]);
  const withoutWebRtc = { mediaSource: true, nativeHls: false, webRtc: false };
  expect(kinds(orderSources(SOURCES, "lowest", NOTHING_BLOCKED, withoutWebRtc))).toEqual([
    "flv",
    "low-latency",
    "hls",
  ]);
  const nothing = { mediaSource: false, nativeHls: false, webRtc: false };
  expect(orderSources(SOURCES, "balanced", NOTHING_BLOCKED, nothing)).toEqual([]);
});

it("keeps the given order among equals", () => {
  const twins = ["a", "b"].map(
    (name) => ({ kind: "hls", url: `https://${name}.test/`, lowLatency: true }) as const,
  );
  expect(orderSources(twins, "lowest", NOTHING_BLOCKED, EVERYTHING)).toEqual(twins);
});
