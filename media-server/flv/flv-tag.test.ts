import { describe, expect, it } from "vitest";
import { parseFlvAudio } from "../ingest/codecs/flv-audio";
import { parseFlvVideo } from "../ingest/codecs/flv-video";
import { audioConfig, videoConfig } from "../testing/synthetic-media";
import { audioConfigTag, audioTag, flvHeader, videoConfigTag, videoTag } from "./flv-tag";

/** The body of a tag, after its head and without the size behind it. */
const bodyOf = (tag: Buffer[]) => {
  const bytes = Buffer.concat(tag);
  expect(bytes.readUInt32BE(bytes.length - 4)).toBe(bytes.length - 4);
  expect(bytes.readUIntBE(1, 3)).toBe(bytes.length - 15);
  return bytes.subarray(11, bytes.length - 4);
};

describe("FLV tags", () => {
  it("say what a reader of RTMP understands", () => {
    const data = Buffer.from("picture");
    const frame = { dtsMs: 40, compositionOffsetMs: -33, isKeyFrame: true, data };
    expect(parseFlvVideo(bodyOf(videoTag(frame, 40)))).toEqual({
      kind: "frame",
      isKeyFrame: true,
      compositionOffsetMs: -33,
      data,
    });
    expect(parseFlvVideo(bodyOf(videoConfigTag(videoConfig(), 0)))).toMatchObject({ kind: "config" });
    expect(parseFlvAudio(bodyOf(audioConfigTag(audioConfig(), 0)))).toMatchObject({ kind: "config" });
    expect(parseFlvAudio(bodyOf(audioTag({ ptsMs: 5, data }, 5)))).toEqual({ kind: "frame", data });
  });

  it("carry times past 24 and past 32 bits", () => {
    const timeOf = ([head]: Buffer[]) => (head?.readUInt8(7) ?? 0) * 2 ** 24 + (head?.readUIntBE(4, 3) ?? 0);
    const frame = { ptsMs: 0, data: Buffer.alloc(1) };
    expect(timeOf(audioTag(frame, 0x1234567))).toBe(0x1234567);
    expect(timeOf(audioTag(frame, 0xfedcba98))).toBe(0xfedcba98);
    expect(timeOf(audioTag(frame, 2 ** 32 + 7))).toBe(7);
  });

  it("announce what follows", () => {
    expect(flvHeader({ hasVideo: true, hasAudio: false })[4]).toBe(1);
    expect(flvHeader({ hasVideo: true, hasAudio: true })[4]).toBe(5);
  });
});
