import { expect, it } from "vitest";
import { readPlaylist } from "./hls-viewer";

it("asks next for the part after the last one listed", () => {
  const playlist = [
    "#EXTM3U",
    "#EXT-X-MEDIA-SEQUENCE:100",
    '#EXT-X-PART:DURATION=0.2,URI="100.0.m4s",INDEPENDENT=YES',
    "#EXTINF:0.2,",
    "100.m4s",
    '#EXT-X-PART:DURATION=0.2,URI="101.0.m4s"',
    '#EXT-X-PART:DURATION=0.2,URI="101.1.m4s"',
    '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="101.2.m4s"',
  ].join("\n");
  expect(readPlaylist(playlist)).toEqual({
    next: { mediaSequence: 101, part: 2 },
    parts: ["100.0.m4s", "101.0.m4s", "101.1.m4s"],
  });
});

it("counts the segments that a delta playlist leaves out", () => {
  const playlist =
    "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:100\n#EXT-X-SKIP:SKIPPED-SEGMENTS=7\n#EXTINF:2,\n107.m4s\n";
  expect(readPlaylist(playlist).next).toEqual({ mediaSequence: 108, part: 0 });
});
