import { describe, expect, it } from "vitest";
import { MediaFormatError } from "../codecs/media-format-error";
import { MediaRelay } from "./media-relay";
import { MessageType } from "./message";
import { RecordingSink } from "./testing/recording-sink";
import {
  aacConfigTag,
  aacFrameTag,
  aacRecords,
  avcConfigTag,
  avcFrameTag,
  avcRecords,
  enhancedVideoTag,
} from "./testing/sample-media";

function relayed(...tags: ["video" | "audio" | "aggregate", number, Buffer][]): RecordingSink {
  const sink = new RecordingSink();
  const relay = new MediaRelay(sink);
  for (const [kind, timestampMs, payload] of tags) {
    relay.take({ type: MessageType[kind], messageStreamId: 1, timestampMs, payload });
  }
  return sink;
}

function flvTag(type: number, timestampMs: number, data: Buffer): Buffer {
  const head = Buffer.alloc(11);
  head.writeUInt8(type, 0);
  head.writeUIntBE(data.length, 1, 3);
  head.writeUIntBE(timestampMs, 4, 3);
  return Buffer.concat([head, data, Buffer.alloc(4)]);
}

describe("MediaRelay", () => {
  it.each<[string, "video" | "audio", Buffer, string]>([
    ["HEVC by fourcc", "video", enhancedVideoTag("hvc1", 1, Buffer.alloc(20)), "video HEVC"],
    ["AV1 by fourcc", "video", enhancedVideoTag("av01", 0, Buffer.alloc(20)), "video AV1"],
    ["VP9 by fourcc", "video", enhancedVideoTag("vp09", 0, Buffer.alloc(20)), "video VP9"],
    ["HEVC by the unofficial id", "video", Buffer.of(0x1c, 0, 0, 0, 0), "video HEVC"],
    ["Sorenson", "video", Buffer.of(0x12, 0), "video Sorenson H.263"],
    ["multitrack", "video", Buffer.of(0x96, 0), "video multitrack video"],
    [
      "an unprintable fourcc",
      "video",
      enhancedVideoTag("\x00\x01\x02\x03", 0, Buffer.alloc(4)),
      "video unknown",
    ],
    ["MP3", "audio", Buffer.of(0x2f, 1, 2), "audio MP3"],
    ["Opus by fourcc", "audio", Buffer.concat([Buffer.of(0x90), Buffer.from("Opus")]), "audio Opus"],
    ["AAC Main", "audio", aacConfigTag(Buffer.from("0a10", "hex")), "audio AAC object type 1"],
  ])("names %s, once, and relays none of it", (_name, kind, tag, expected) => {
    const sink = relayed([kind, 0, tag], [kind, 20, tag], [kind, 40, tag]);
    expect(sink.calls).toEqual(["unsupported"]);
    expect(sink.unsupportedCodecs).toEqual([expected]);
  });

  it("goes on with audio when video is unsupported", () => {
    const sink = relayed(
      ["video", 0, enhancedVideoTag("hvc1", 0, Buffer.alloc(9))],
      ["audio", 0, aacConfigTag()],
      ["audio", 23, aacFrameTag()],
    );
    expect(sink.calls).toEqual(["unsupported", "audioConfig", "audio"]);
  });

  it("takes H.264 and AAC in enhanced clothes, past modifiers", () => {
    const config = enhancedVideoTag("avc1", 0, avcRecords.high1280x720);
    const frame = enhancedVideoTag("avc1", 1, Buffer.from("ffffd8000000026501", "hex"));
    const plainFrame = Buffer.concat([
      Buffer.of(0xa7, 2, 9, 9, 9, 0x03),
      Buffer.from("avc1"),
      Buffer.alloc(5, 1),
    ]);
    const audio = Buffer.concat([Buffer.of(0x90), Buffer.from("mp4a"), aacRecords.stereo48000]);
    const sink = relayed(
      ["video", 0, config],
      ["video", 40, frame],
      ["video", 80, plainFrame],
      ["audio", 0, audio],
    );
    expect(sink.videoFrames.map((f) => [f.compositionOffsetMs, f.isKeyFrame, f.data.length])).toEqual([
      [-40, true, 6],
      [0, false, 5],
    ]);
    expect(sink.audioConfigs[0]?.sampleRate).toBe(48_000);
  });

  it("drops frames before their config and swallows repeated configs", () => {
    const sink = relayed(
      ["video", 0, avcFrameTag({ isKeyFrame: true })],
      ["audio", 0, aacFrameTag()],
      ["video", 10, avcConfigTag()],
      ["video", 20, avcConfigTag()],
      ["video", 30, avcFrameTag({ isKeyFrame: true })],
    );
    expect(sink.calls).toEqual(["videoConfig", "video"]);
  });

  it("announces a new resolution and a new sample rate in the middle", () => {
    const sink = relayed(
      ["video", 0, avcConfigTag()],
      ["audio", 0, aacConfigTag()],
      ["video", 40, avcFrameTag({ isKeyFrame: true })],
      ["video", 80, avcConfigTag(avcRecords.baseline640x360)],
      ["audio", 80, aacConfigTag(aacRecords.stereo48000)],
      ["video", 80, avcFrameTag({ isKeyFrame: true })],
    );
    expect(sink.calls).toEqual([
      "videoConfig",
      "audioConfig",
      "video",
      "videoConfig",
      "audioConfig",
      "video",
    ]);
    expect(sink.videoConfigs.map((c) => [c.width, c.height])).toEqual([
      [1280, 720],
      [640, 360],
    ]);
  });

  it("passes over empty tags, command frames and ends of sequence", () => {
    const sink = relayed(
      ["video", 0, Buffer.alloc(0)],
      ["audio", 0, Buffer.alloc(0)],
      ["video", 0, Buffer.of(0x17)],
      ["audio", 0, Buffer.of(0xaf, 1)],
      ["video", 0, avcConfigTag()],
      ["video", 0, Buffer.of(0x57, 1, 0, 0, 0, 1)],
      ["video", 0, Buffer.of(0x17, 2, 0, 0, 0)],
      ["video", 0, Buffer.of(0x80)],
    );
    expect(sink.calls).toEqual(["videoConfig"]);
  });

  it("lets time go past the 32-bit wrap and back when the encoder does", () => {
    const sink = relayed(
      ["video", 0xffffff00, avcConfigTag()],
      ["video", 0xfffffff0, avcFrameTag({ isKeyFrame: true })],
      ["video", 0x10, avcFrameTag()],
      ["video", 0x08, avcFrameTag()],
    );
    expect(sink.videoFrames.map((frame) => frame.dtsMs)).toEqual([0xfffffff0, 2 ** 32 + 16, 2 ** 32 + 8]);
  });

  it("takes aggregates apart, on the message's clock", () => {
    const tags = [flvTag(9, 500, avcConfigTag()), flvTag(9, 540, avcFrameTag({ isKeyFrame: true }))];
    const sink = relayed(["aggregate", 1000, Buffer.concat(tags)]);
    expect(sink.videoFrames[0]?.dtsMs).toBe(1040);
  });

  it("gives a detached sink nothing more", () => {
    const sink = new RecordingSink();
    const relay = new MediaRelay(sink);
    relay.detach();
    relay.take({ type: MessageType.video, messageStreamId: 1, timestampMs: 0, payload: avcConfigTag() });
    expect(sink.calls).toEqual([]);
  });

  it("throws a typed error on broken codec headers", () => {
    expect(() => relayed(["video", 0, avcConfigTag(Buffer.alloc(20, 0xff))])).toThrow(MediaFormatError);
    expect(() => relayed(["audio", 0, aacConfigTag(Buffer.from("17", "hex"))])).toThrow(MediaFormatError);
  });
});
