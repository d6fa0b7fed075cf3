import { expect, it } from "vitest";
import { readRenditions } from "./read-renditions";

const PLAYLIST = `#EXTM3U
#EXT-X-VERSION:9
#EXT-X-STREAM-INF:BANDWIDTH=800000,RESOLUTION=640x360,CODECS="avc1.42c01e,mp4a.40.2",STABLE-VARIANT-ID="360p"
360p/media.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=4000000,RESOLUTION=1920x1080,CODECS="avc1.64002a,opus",STABLE-VARIANT-ID="source"
source/media.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=4000000,RESOLUTION=1920x1080,CODECS="avc1.64002a,mp4a.40.2",STABLE-VARIANT-ID="aac"
aac/media.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=64000,CODECS="mp4a.40.2",STABLE-VARIANT-ID="sound"
sound/media.m3u8
`;

it("offers the source first, then smaller pictures, each once", () => {
  expect(readRenditions(PLAYLIST)).toEqual([
    { id: "source", lines: 1080, isSource: true },
    { id: "360p", lines: 360, isSource: false },
  ]);
});

it("makes nothing of what is no playlist", () => {
  expect(readRenditions("<html>not found</html>")).toEqual([]);
});
