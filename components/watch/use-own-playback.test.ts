import { expect, test } from "vitest";
import type { Announcement } from "@/lib/wire/control";
import { mergeOwn } from "./use-own-playback";

const playback = [
  { kind: "hls", url: "https://m.test/live/stream-0001/~1.w/index.m3u8", lowLatency: true },
] as const;
const own: Announcement = {
  streamId: "stream-0001",
  title: "Only for us",
  broadcast: "live",
  startedAt: 5,
  playback: [...playback],
  needsToken: true,
};
const told: Announcement = { ...own, title: "", startedAt: null, playback: [] };

test("a viewer keeps title and addresses over what everybody is told", () => {
  expect(mergeOwn(told, own)).toEqual(own);
  expect(mergeOwn({ ...told, broadcast: "reconnecting" }, own)).toMatchObject({
    broadcast: "reconnecting",
    playback,
  });
});

test("a live address is not taken for the replay's, nor one stream's for another's", () => {
  expect(mergeOwn({ ...told, broadcast: "replay-ready" }, own)).toMatchObject({
    title: "Only for us",
    playback: [],
  });
  expect(mergeOwn({ ...told, streamId: "stream-0002" }, own).playback).toEqual([]);
  expect(mergeOwn({ ...told, broadcast: "ended" }, own).playback).toEqual([]);
});

test("a creator's own preview goes on while others are told that nothing has begun", () => {
  expect(mergeOwn({ ...told, broadcast: "ready" }, own)).toMatchObject({ broadcast: "live", playback });
});
