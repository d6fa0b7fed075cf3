import { describe, expect, it } from "vitest";
import { canMakeRenditions, everyFrame, type Ffmpeg, findFfmpeg, parseVersion } from "./find-ffmpeg";

const DEBIAN =
  "ffmpeg version 5.1.9-0+deb12u1 Copyright\nlibavutil      57. 28.100\nlibavcodec     59. 37.100 / 59. 37.100\n";
const OF_2018 =
  "ffmpeg version N-47683-g0e8eb07980-static https://example\nlibavcodec     58. 42.100 / 58. 42.100\n";

const as = (text: string): Ffmpeg => {
  const parsed = parseVersion(text);
  if (!parsed) throw new Error("not FFmpeg");
  return { path: "ffmpeg", isLastResort: false, ...parsed };
};

describe("the ffmpeg that is used", () => {
  it("is told apart by its codec library, whatever its build calls itself", () => {
    expect([DEBIAN, OF_2018].map((text) => canMakeRenditions(as(text)))).toEqual([true, false]);
    expect([DEBIAN, OF_2018].map((text) => everyFrame(as(text))[0])).toEqual(["-fps_mode", "-vsync"]);
  });

  it("is not something else that prints a version", () => {
    expect(parseVersion("GNU bash, version 5.2")).toBeNull();
    expect(parseVersion("")).toBeNull();
  });

  it("is nothing when the configured path doesn't run, even where another could", async () => {
    expect(await findFfmpeg("/nowhere/ffmpeg")).toBeNull();
    expect(await findFfmpeg(process.execPath)).toBeNull();
  });
});
