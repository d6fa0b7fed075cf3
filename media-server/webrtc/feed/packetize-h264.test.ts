import { describe, expect, it } from "vitest";
import { nalLengthBytes, packetizeH264, readParameterSets, splitNalUnits } from "./packetize-h264";

const SPS = Buffer.from("6764001facd940", "hex");
const PPS = Buffer.from("68ebe3cb22c0", "hex");
const unit = (type: number, bytes: number) =>
  Buffer.concat([Buffer.from([0x60 | type]), Buffer.alloc(bytes - 1, 0xa5)]);

/** What a receiver makes of payloads, by RFC 6184 and nothing of ours. */
function depacketize(payloads: readonly Buffer[]): Buffer[] {
  const units: Buffer[] = [];
  let parts: Buffer[] = [];
  for (const payload of payloads) {
    const type = payload.readUInt8(0) & 0x1f;
    if (type === 24) {
      for (let at = 1; at < payload.length; at += 2 + payload.readUInt16BE(at))
        units.push(payload.subarray(at + 2, at + 2 + payload.readUInt16BE(at)));
    } else if (type === 28) {
      const head = payload.readUInt8(1);
      if (head & 0x80) parts = [Buffer.from([(payload.readUInt8(0) & 0xe0) | (head & 0x1f)])];
      parts.push(payload.subarray(2));
      if (head & 0x40) units.push(Buffer.concat(parts));
    } else units.push(payload);
  }
  return units;
}

function record(lengthBytes: number): Buffer {
  const head = Buffer.from([1, 0x64, 0, 0x1f, 0xfc | (lengthBytes - 1), 0xe1, 0, SPS.length]);
  return Buffer.concat([head, SPS, Buffer.from([1, 0, PPS.length]), PPS]);
}

describe("H.264 in RTP", () => {
  it("comes out as it went in, whatever its size", () => {
    for (const bytes of [1, 2, 1171, 1172, 1173, 2340, 50_000]) {
      const units = [unit(6, 20), unit(1, bytes)];
      const payloads = packetizeH264(units, null, 1172);
      expect(Math.max(...payloads.map((payload) => payload.length))).toBeLessThanOrEqual(1172);
      expect(Buffer.concat(depacketize(payloads)).equals(Buffer.concat(units))).toBe(true);
    }
  });

  it("begins a key frame with its parameter sets, once", () => {
    const sets = readParameterSets(record(4));
    const idr = unit(5, 3000);
    const payloads = packetizeH264([unit(9, 2), SPS, PPS, idr], sets, 1172);
    expect(payloads[0]?.readUInt8(0)).toBe(0x60 | 24);
    expect(depacketize(payloads)).toEqual([SPS, PPS, idr]);
  });

  it("sends parameter sets that don't fit together one by one", () => {
    const sets = { sps: [unit(7, 900)], pps: [unit(8, 900)] };
    expect(depacketize(packetizeH264([unit(5, 10)], sets, 1000))).toHaveLength(3);
  });

  it("leaves out what decoders don't need", () => {
    expect(packetizeH264([unit(9, 2), unit(12, 500), unit(1, 9)], null, 1172)).toHaveLength(1);
    expect(packetizeH264([], null, 1172)).toEqual([]);
  });

  it.each([1, 2, 4])("reads units with lengths of %i bytes", (lengthBytes) => {
    expect(nalLengthBytes(record(lengthBytes))).toBe(lengthBytes);
    const units = [unit(1, 5), unit(1, 7)];
    const data = Buffer.concat(
      units.flatMap((one) => {
        const length = Buffer.alloc(lengthBytes);
        length.writeUIntBE(one.length, 0, lengthBytes);
        return [length, one];
      }),
    );
    expect(splitNalUnits(data, lengthBytes)).toEqual(units);
  });

  it("survives what is cut off or lies about its length", () => {
    const whole = record(4);
    for (let end = 0; end < whole.length; end++) {
      const { sps, pps } = readParameterSets(whole.subarray(0, end));
      expect(sps.length + pps.length).toBeLessThan(2);
    }
    expect(splitNalUnits(Buffer.from("00000009aabb", "hex"), 4)).toEqual([]);
    expect(splitNalUnits(Buffer.from("ffffffffaabb", "hex"), 4)).toEqual([]);
    expect(splitNalUnits(Buffer.from("0000", "hex"), 4)).toEqual([]);
  });
});
