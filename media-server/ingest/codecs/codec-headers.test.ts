import { describe, expect, it } from "vitest";
import { parseAudioSpecificConfig } from "./aac";
import { parseAvcConfig } from "./avc";
import { parseSps } from "./h264-sps";
import { MediaFormatError } from "./media-format-error";

/** Made by x264 through ffmpeg 5.1; interlaced, cropped and beyond 4:2:0 among them. */
const AVC: [string, string, number, number, string, string | null][] = [
  [
    "high 720p",
    "0164001fffe1001a6764001facd9405005bb0110000003001000000303c0f183196001000668ebe3cb22c0fdf8f800",
    1280,
    720,
    "avc1.64001f",
    null,
  ],
  [
    "baseline 360p",
    "0142c01effe100196742c01ed900a02ff970110000030001000003003c0f162e4801000568cb83cb20",
    640,
    360,
    "avc1.42c01e",
    null,
  ],
  [
    "main 1080p",
    "014d4028ffe1001a674d4028eca03c0113f2e022000003000200000300781e30632c01000568ebe3cb20",
    1920,
    1080,
    "avc1.4d4028",
    null,
  ],
  [
    "interlaced 1080i",
    "01640028ffe1001a67640028acd94078044fde0220000003002000000643e2c5b2c001000668fba3cb22c0fdf8f800",
    1920,
    1080,
    "avc1.640028",
    null,
  ],
  [
    "odd size",
    "0164001effe1001a6764001eacd940a02fea6c0440000003004000000f03c58b658001000768ebe3cb3002c0fdf8f800",
    638,
    358,
    "avc1.64001e",
    null,
  ],
  [
    "4:4:4",
    "01f4001fffe1001b67f4001f919b281b07bc5f8088000003000800000301e078c18cb001000668ebe3c44844fff8f800",
    854,
    480,
    "avc1.f4001f",
    "H.264 4:4:4",
  ],
  [
    "4:2:2",
    "017a001fffe1001a677a001fbcd940d83de6f0110000030001000003003c0f18319601000668ebe3cb22c0fef8f800",
    854,
    480,
    "avc1.7a001f",
    "H.264 4:2:2",
  ],
  [
    "10 bit",
    "016e001fffe1001b676e001fa6cd940d83de6f0110000003001000000303c0f183196001000668ebe3cb22c0fdfafa00",
    854,
    480,
    "avc1.6e001f",
    "H.264 10-bit",
  ],
];

describe("parseAvcConfig", () => {
  it.each(AVC)("reads %s", (_name, hex, width, height, codecString, limitedSupport) => {
    const record = Buffer.from(hex, "hex");
    expect(parseAvcConfig(record)).toEqual({
      codec: "h264",
      codecString,
      width,
      height,
      decoderConfig: record,
      limitedSupport,
    });
  });

  it("refuses records that no encoder needs, which would fill memory with each segment", () => {
    const record = Buffer.from(AVC[0]?.[1] ?? "", "hex");
    expect(() => parseAvcConfig(Buffer.concat([record, Buffer.alloc(20_000)]))).toThrow(MediaFormatError);
    const audio = Buffer.concat([Buffer.from("1190", "hex"), Buffer.alloc(2_000)]);
    expect(() => parseAudioSpecificConfig(audio)).toThrow(MediaFormatError);
  });

  it("throws only typed errors on every shortened and every flipped record", () => {
    for (const [, hex] of AVC) {
      const record = Buffer.from(hex, "hex");
      for (let length = 0; length < 33; length++) {
        expect(() => parseAvcConfig(record.subarray(0, length))).toThrow(MediaFormatError);
      }
      for (let bit = 0; bit < record.length * 8; bit++) {
        const damaged = Buffer.from(record);
        damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        try {
          parseAvcConfig(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(MediaFormatError);
        }
      }
    }
  });
});

/** `1` and `0` and ue(v) numbers into an SPS NAL unit. */
function sps(profile: number, fields: (string | number)[]): Buffer {
  const golomb = (value: number) => {
    const code = (value + 1).toString(2);
    return "0".repeat(code.length - 1) + code;
  };
  const bits = fields.map((field) => (typeof field === "string" ? field : golomb(field))).join("");
  const bytes = `${bits}1`.padEnd(Math.ceil((bits.length + 1) / 8) * 8, "0").match(/.{8}/g) ?? [];
  return Buffer.from([0x67, profile, 0, 31, ...bytes.map((byte) => Number.parseInt(byte, 2))]);
}

describe("parseSps", () => {
  it("reads past scaling matrices and a cycle of picture orders", () => {
    // id, chroma, depths, bypass, matrix: one list that ends at once (delta -8), seven absent; then type 1 order count.
    const head = [0, 1, 0, 0, "0", "1", "1", 16, "0000000"];
    const order = [0, 1, "0", 0, 0, 2, 3, 4];
    const size = [1, "0", 39, 21, "1", "1", "1", 1, 2, 3, 1, "0"];
    expect(parseSps(sps(100, [...head, ...order, ...size]))).toMatchObject({
      width: 640 - 2 * 3,
      height: 352 - 2 * 4,
    });
  });

  it("refuses pictures without a pixel and beyond 16,384", () => {
    const size = (width: number, crop: number) => [
      0,
      0,
      2,
      1,
      "0",
      width,
      3,
      "1",
      "1",
      "1",
      crop,
      0,
      0,
      0,
      "0",
    ];
    expect(() => parseSps(sps(66, size(0, 8)))).toThrow(MediaFormatError);
    expect(() => parseSps(sps(66, size(2000, 0)))).toThrow(MediaFormatError);
  });
});

describe("parseAudioSpecificConfig", () => {
  it.each([
    ["AAC-LC 44.1 kHz stereo", "1210", "mp4a.40.2", 44_100, 2],
    ["AAC-LC 48 kHz stereo, with trailing SBR hint", "119056e500", "mp4a.40.2", 48_000, 2],
    ["AAC-LC 48 kHz 5.1", "11b0", "mp4a.40.2", 48_000, 6],
    ["AAC-LC 48 kHz 7.1", "11b8", "mp4a.40.2", 48_000, 8],
    ["HE-AAC at a core of 22.05 kHz", "2b920800", "mp4a.40.5", 22_050, 2],
    ["an explicit rate of 48,000", "1780 5dc0 10".replaceAll(" ", ""), "mp4a.40.2", 48_000, 2],
  ])("reads %s", (_name, hex, codecString, sampleRate, channels) => {
    expect(parseAudioSpecificConfig(Buffer.from(hex, "hex"))).toMatchObject({
      config: { codecString, sampleRate, channels },
    });
  });

  it.each([
    ["AAC-LC with its layout inside the stream", "1200", "AAC channel layout 0"],
    ["ELD", "f8e62000", "AAC object type 39"],
  ])("names %s as unsupported", (_name, hex, unsupported) => {
    expect(parseAudioSpecificConfig(Buffer.from(hex, "hex"))).toEqual({ unsupported });
  });

  it.each(["", "12", "1680"])("refuses %j", (hex) => {
    expect(() => parseAudioSpecificConfig(Buffer.from(hex, "hex"))).toThrow(MediaFormatError);
  });
});
