import { describe, expect, it } from "vitest";
import { audioTag, videoTag } from "./flv-tag";
import { GopCache } from "./gop-cache";
import { readFlv } from "./testing/read-flv";

function picture(dtsMs: number, compositionOffsetMs = 0, isKeyFrame = false, bytes = 10) {
  const data = Buffer.alloc(bytes, dtsMs & 0xff);
  return {
    dtsMs,
    ptsMs: dtsMs + compositionOffsetMs,
    bytes: Buffer.concat(videoTag({ dtsMs, compositionOffsetMs, isKeyFrame, data }, dtsMs)),
  };
}
const sound = (atMs: number) => ({
  atMs,
  bytes: Buffer.concat(audioTag({ ptsMs: atMs, data: Buffer.alloc(4) }, atMs)),
});
const read = (cache: GopCache) => readFlv(Buffer.concat(cache.burst().chunks)).tags;
const picturesOf = (cache: GopCache) => read(cache).filter((tag) => tag.picture !== null);

describe("the cached pictures", () => {
  it("end with the newest at its own time, with 1 ms for each before it", () => {
    const cache = new GopCache();
    for (let index = 0; index < 60; index++) cache.addPicture(picture(2_000 + index * 33), index === 0);
    const tags = picturesOf(cache);
    expect(tags).toHaveLength(60);
    expect(tags.at(-1)?.atMs).toBe(2_000 + 59 * 33);
    expect(new Set(tags.slice(1).map((tag, index) => tag.atMs - (tags[index]?.atMs ?? 0)))).toEqual(
      new Set([1]),
    );
  });

  it("keep their order of showing, and none is shown before it is decoded", () => {
    const cache = new GopCache();
    // I P B B P B B: as an encoder with two B-frames sends them.
    const offsets = [67, 133, 33, 33, 133, 33, 33, 133];
    const pictures = offsets.map((offset, index) => picture(5_000 + index * 33, offset));
    pictures.forEach((one, index) => void cache.addPicture(one, index === 0));
    const tags = picturesOf(cache);
    const order = (times: number[]) =>
      times.map((_, index) => index).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0));
    const shown = tags.map((tag) => tag.picture?.ptsMs ?? 0);
    expect(order(shown)).toEqual(order(pictures.map(({ ptsMs }) => ptsMs)));
    expect(new Set(shown).size).toBe(shown.length);
    for (const tag of tags) expect(tag.picture?.ptsMs).toBeGreaterThanOrEqual(tag.atMs);
    // What is still to be shown comes at its own time, so that the pictures after it fall into place.
    const liveMs = pictures.at(-1)?.dtsMs ?? 0;
    pictures.forEach(({ ptsMs }, index) => {
      if (ptsMs >= liveMs) expect(shown[index]).toBe(ptsMs);
    });
  });

  it("go with the sound of their own short time, in order", () => {
    const cache = new GopCache();
    for (let index = 0; index < 30; index++) {
      cache.addPicture(picture(1_000 + index * 33), index === 0);
      cache.addSound(sound(1_000 + index * 33 + 5));
    }
    const tags = read(cache);
    expect(tags.map(({ atMs }) => atMs)).toEqual(tags.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
    expect(tags.filter(({ type }) => type === "audio").map(({ atMs }) => atMs)).toEqual([1_929, 1_962]);
  });

  it.each([
    { name: "bytes", limits: { maxBytes: 1_000, maxMs: 60_000 } },
    { name: "time", limits: { maxBytes: 1e9, maxMs: 500 } },
  ])("are let go past the limit of $name, until the next key frame", ({ limits }) => {
    const cache = new GopCache(limits);
    for (let index = 0; index < 40; index++)
      cache.addPicture(picture(1_000 + index * 33, 0, false, 50), index === 0);
    expect(cache.isEmpty).toBe(true);
    cache.addPicture(picture(3_000), true);
    expect(picturesOf(cache)).toHaveLength(1);
  });
});
