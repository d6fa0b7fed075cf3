import { describe, expect, it } from "vitest";
import { findBox, readFragment } from "../testing/read-boxes";
import { audioConfig, videoConfig } from "../testing/synthetic-media";
import { AUDIO_TRACK_ID, fragment, VIDEO_TRACK_ID } from "./fragment";
import { initSegment } from "./init-segment";

const video = [
  {
    decodeTime: 2 ** 33,
    duration: 3000,
    compositionOffset: 6000,
    isKeyFrame: true,
    data: Buffer.from("key"),
  },
  {
    decodeTime: 2 ** 33 + 3000,
    duration: 2970,
    compositionOffset: -90,
    isKeyFrame: false,
    data: Buffer.from("delta"),
  },
];
const audio = [
  { decodeTime: 4096, duration: 1024, compositionOffset: 0, isKeyFrame: true, data: Buffer.from("sound") },
];

describe("a fragment", () => {
  it("gives back every sample's bytes, time and length", () => {
    const [v, a] = readFragment(Buffer.concat(fragment({ sequence: 7, video, audio })));
    expect(v).toMatchObject({
      id: VIDEO_TRACK_ID,
      decodeTime: 2 ** 33,
      durations: [3000, 2970],
      compositionOffsets: [6000, -90],
      flags: [0x02000000, 0x01010000],
    });
    expect(v?.data.toString()).toBe("keydelta");
    expect(a).toMatchObject({ id: AUDIO_TRACK_ID, decodeTime: 4096, durations: [1024] });
    expect(a?.data.toString()).toBe("sound");
  });

  it("leaves out a track that has nothing", () => {
    const tracks = readFragment(Buffer.concat(fragment({ sequence: 1, video: [], audio })));
    expect(tracks.map((track) => track.id)).toEqual([AUDIO_TRACK_ID]);
  });

  it("hands the frames on uncopied", () => {
    const body = fragment({ sequence: 1, video, audio });
    expect(body[1]).toBe(video[0]?.data);
  });
});

describe("an init segment", () => {
  it("carries the decoders' configurations", () => {
    const init = initSegment({ video: videoConfig(), audio: audioConfig() });
    const stsd = findBox(init, "moov", "trak", "mdia", "minf", "stbl", "stsd").subarray(8);
    const avc1 = findBox(stsd, "avc1");
    expect([avc1.readUInt16BE(24), avc1.readUInt16BE(26)]).toEqual([1280, 720]);
    expect(findBox(avc1.subarray(78), "avcC")).toEqual(videoConfig().decoderConfig);
    expect(init.includes(audioConfig().decoderConfig)).toBe(true);
  });
});
