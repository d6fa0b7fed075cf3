import { beforeEach, describe, expect, it } from "vitest";
import type { VideoConfig } from "../../media";
import { aggregate, fragments, IDR, PPS, rtpPacket, SLICE, SPS } from "../testing/rtp-packets";
import { H264Assembler, type H264Picture, startsKeyFrame } from "./h264-assembler";

let configs: VideoConfig[];
let pictures: H264Picture[];
let asked: number;
let assembler: H264Assembler;
let sequence: number;

beforeEach(() => {
  configs = [];
  pictures = [];
  asked = 0;
  sequence = 0;
  assembler = new H264Assembler({
    config: (config) => configs.push(config),
    picture: (picture) => pictures.push(picture),
    needsKeyFrame: () => {
      asked += 1;
    },
  });
});

/** One picture: its payloads in order, the last one marked. `without` are left out, as if they were lost. */
function send(timestamp: number, payloads: readonly Buffer[], without: readonly number[] = []): void {
  payloads.forEach((payload, index) => {
    sequence += 1;
    if (without.includes(index)) {
      lost += 1;
      return;
    }
    const marker = index === payloads.length - 1;
    assembler.push(rtpPacket({ sequence, timestamp, marker, payload }), lost);
    lost = 0;
  });
}
let lost = 0;
beforeEach(() => {
  lost = 0;
});

const prefixed = (unit: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, unit.length]), unit]);
const times = () => pictures.map(({ timestamp }) => timestamp);
const KEY = [aggregate(SPS, PPS), ...fragments(IDR, 3)];

describe("pictures from RTP", () => {
  it("come with their size, key frames without parameter sets, from any mixture of packets", () => {
    send(0, KEY);
    send(3000, [SLICE]);
    send(6000, [SPS, PPS, IDR]);
    expect(configs).toHaveLength(1);
    expect(configs[0]).toMatchObject({ width: 640, height: 360, codecString: "avc1.42c01e" });
    expect(pictures).toEqual([
      { timestamp: 0, isKeyFrame: true, data: prefixed(IDR) },
      { timestamp: 3000, isKeyFrame: false, data: prefixed(SLICE) },
      { timestamp: 6000, isKeyFrame: true, data: prefixed(IDR) },
    ]);
  });

  it("keep all their slices", () => {
    send(0, [...KEY, ...fragments(IDR, 2)]);
    expect(pictures[0]?.data).toEqual(Buffer.concat([prefixed(IDR), prefixed(IDR)]));
  });

  it("end where the next begins when the mark is missing", () => {
    for (const [index, payload] of KEY.entries()) {
      assembler.push(rtpPacket({ sequence: index, timestamp: 0, payload }), 0);
    }
    expect(pictures).toEqual([]);
    send(3000, [SLICE]);
    expect(times()).toEqual([0, 3000]);
  });

  it("are not shown before a key frame with its parameter sets", () => {
    send(0, [SLICE]);
    send(3000, [IDR]);
    expect(pictures).toEqual([]);
    send(6000, KEY);
    expect(times()).toEqual([6000]);
  });

  it.each([
    ["its start", [0]],
    ["a middle", [2]],
    ["its end", [3]],
    ["everything", [0, 1, 2, 3]],
  ])(
    "one that lost %s is left out, with all that refer to it, and a key frame is asked for once",
    (_what, without) => {
      send(0, KEY);
      send(3000, KEY, without);
      send(6000, [SLICE]);
      send(9000, [SLICE]);
      expect(times()).toEqual([0]);
      expect(asked).toBe(1);
      send(12_000, KEY);
      send(15_000, [SLICE]);
      expect(times()).toEqual([0, 12_000, 15_000]);
    },
  );

  it("begin again at once where the loss was before a key frame", () => {
    send(0, KEY);
    send(3000, [SLICE], [0]);
    send(6000, KEY);
    expect(times()).toEqual([0, 6000]);
  });

  it("that lost their first slice are not taken for whole ones", () => {
    send(0, KEY);
    send(3000, [SPS, PPS, IDR, IDR], [0, 1, 2]);
    expect(times()).toEqual([0]);
  });

  it("change their size with a new parameter set", () => {
    send(0, KEY);
    const larger = Buffer.from(SPS);
    larger.writeUInt8(0x1f, 3);
    send(3000, [aggregate(larger, PPS), IDR]);
    expect(configs.map(({ codecString }) => codecString)).toEqual(["avc1.42c01e", "avc1.42c01f"]);
  });

  it("are never made of broken packets", () => {
    send(0, KEY);
    const cutOff = aggregate(IDR).subarray(0, 10);
    const orphan = fragments(IDR, 3)[1] ?? IDR;
    for (const [index, payload] of [cutOff, orphan, Buffer.from([0]), Buffer.from([0x1c])].entries()) {
      send(3000 * (index + 1), [payload]);
    }
    expect(times()).toEqual([0]);
  });

  it("take no more memory than a picture may have", () => {
    send(0, KEY);
    const huge = Buffer.concat([Buffer.from([0x65]), Buffer.alloc(1_000_000)]);
    send(3000, [huge, huge, huge, huge, huge]);
    expect(times()).toEqual([0]);
  });

  it("can begin with a packet that has a sequence parameter set", () => {
    expect([SPS, aggregate(SPS, PPS)].map(startsKeyFrame)).toEqual([true, true]);
    expect([IDR, SLICE, aggregate(PPS, IDR), Buffer.alloc(0)].map(startsKeyFrame)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
