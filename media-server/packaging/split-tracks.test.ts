import { describe, expect, it } from "vitest";
import { findBox, readBoxes, readFragment } from "../testing/read-boxes";
import { audioConfig, videoConfig } from "../testing/synthetic-media";
import { fragment, type VideoSample } from "./fragment";
import { initSegment } from "./init-segment";
import { splitFragment, splitInit } from "./split-tracks";

const sample = (index: number, bytes: number): VideoSample => ({
  decodeTime: 9_000 + index * 3_000,
  duration: 3_000,
  compositionOffset: 6_000 - index,
  isKeyFrame: index === 0,
  data: Buffer.alloc(bytes, index + bytes),
  encoderPtsMs: 0,
});
const video = [sample(0, 400), sample(1, 100), sample(2, 90)];
const audio = [sample(0, 20), sample(1, 21)];

describe("one track of a fragment", () => {
  const whole = Buffer.concat(fragment({ sequence: 7, video, audio }));

  it.each([
    ["video", 0],
    ["audio", 1],
  ] as const)("has the times, the flags and the media of its %s", (kind, index) => {
    const split = splitFragment(whole, kind);
    expect(readFragment(Buffer.concat(split))).toEqual([readFragment(whole)[index]]);
    expect(findBox(Buffer.concat(split), "moof", "mfhd").readUInt32BE(4)).toBe(7);
    // The media itself is not copied, and the work is done once.
    expect(split[1]?.buffer).toBe(whole.buffer);
    expect(splitFragment(whole, kind)).toBe(split);
  });

  it("is nothing where there is nothing of it", () => {
    const mute = Buffer.concat(fragment({ sequence: 1, video, audio: [] }));
    expect(splitFragment(mute, "audio")).toEqual([]);
    expect(readFragment(Buffer.concat(splitFragment(mute, "video")))).toEqual(readFragment(mute));
  });
});

describe("one track of an init segment", () => {
  const init = initSegment({ video: videoConfig(), audio: audioConfig() });

  it.each([
    ["video", "vide", 1],
    ["audio", "soun", 2],
  ] as const)("describes its %s alone", (kind, handler, id) => {
    const moov = findBox(splitInit(init, kind) ?? Buffer.alloc(0), "moov");
    expect(readBoxes(moov).map(({ type }) => type)).toEqual(["mvhd", "trak", "mvex"]);
    expect(findBox(moov, "trak", "mdia", "hdlr").toString("latin1", 8, 12)).toBe(handler);
    expect(readBoxes(findBox(moov, "mvex"))).toHaveLength(1);
    expect(findBox(moov, "mvex", "trex").readUInt32BE(4)).toBe(id);
  });

  it("is none where the stream has no such track", () => {
    expect(splitInit(initSegment({ video: null, audio: audioConfig() }), "video")).toBeNull();
    expect(splitInit(Buffer.from("init"), "video")).toBeNull();
  });
});
