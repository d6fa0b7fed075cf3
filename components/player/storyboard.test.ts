import { expect, test } from "vitest";
import { parseStoryboard, tileAt } from "./storyboard";

const LIST = "https://media.test/replays/recording1/~token/storyboard.vtt";
const TEXT = `WEBVTT

00:00:00.000 --> 00:00:05.000
storyboard-0-1.jpg#xywh=0,0,160,90

00:05.000 --> 00:10.000
storyboard-0-1.jpg#xywh=160,0,160,90

01:00:10.000 --> 01:00:15.000
storyboard-0-1.jpg#xywh=pixel:0,90,160,90
`;

test("each cue is a part of a picture beside the list, and inherits its token", () => {
  const tiles = parseStoryboard(TEXT, LIST);
  expect(tiles).toHaveLength(3);
  expect(tiles[1]).toEqual({
    startSec: 5,
    endSec: 10,
    url: "https://media.test/replays/recording1/~token/storyboard-0-1.jpg",
    x: 160,
    y: 0,
    width: 160,
    height: 90,
  });
  expect(tiles[2]?.startSec).toBe(3610);
});

test("a moment has the picture that began last", () => {
  const tiles = parseStoryboard(TEXT, LIST);
  expect([0, 4.9, 5, 3000, 9999].map((sec) => tileAt(tiles, sec)?.startSec)).toEqual([0, 0, 5, 5, 3610]);
  expect(tileAt([], 3)).toBeNull();
});

test("line ends of any kind are read, and what is no picture is left out", () => {
  expect(parseStoryboard(TEXT.replaceAll("\n", "\r\n"), LIST)).toHaveLength(3);
  const bad = ["<html>", "", "00:00.000 --> 00:01.000\nwords", "00:00.000 --> 00:01.000"];
  for (const text of bad) expect(parseStoryboard(text, LIST)).toEqual([]);
});

test("pictures of another host are not fetched", () => {
  const foreign = "WEBVTT\n\n00:00.000 --> 00:01.000\nhttps://elsewhere.test/a.jpg#xywh=0,0,1,1\n";
  expect(parseStoryboard(foreign, LIST)).toEqual([]);
});
