import { describe, expect, it } from "vitest";
import { isRtcp, type RtcpListener, readRtcp } from "./read-rtcp";
import { compactNtp, writeSenderReport } from "./write-rtcp";

function hear(packet: Buffer) {
  const heard: unknown[] = [];
  const listener: RtcpListener = {
    report: ({ ssrc, ...rest }) => heard.push({ report: ssrc, ...rest }),
    missing: (ssrc, sequences) => heard.push({ missing: ssrc, sequences }),
    keyFrameWanted: (ssrc) => heard.push({ keyFrame: ssrc }),
    bandwidth: (bitsPerSecond) => heard.push({ bandwidth: bitsPerSecond }),
  };
  readRtcp(packet, listener);
  return heard;
}

const report = "81c90007000000010000abcd40fffffb0001000700000000112233440001000000";
const nack = "81cd0003000000010000abcdfffe0005";
const pli = "81ce0002000000010000abcd";
const fir = "84ce000400000001000000000000abcd05000000";
/** 2 * 2^18 … of draft-alvestrand-rmcat-remb §2.2: mantissa 0x20000, exponent 4. */
const remb = "8fce0005000000010000000052454d42011200000000abcd";

describe("what viewers tell", () => {
  it("is read from compound packets, each part by its specification", () => {
    const packet = Buffer.from(`${report.slice(0, 64)}${nack}${pli}${fir}${remb}`, "hex");
    expect(hear(packet)).toEqual([
      { report: 0xabcd, cumulativeLost: -5, highest: 0x10007, lastReport: 0x11223344, delay: 0x10000 },
      { missing: 0xabcd, sequences: [0xfffe, 0xffff, 1] },
      { keyFrame: 0xabcd },
      { keyFrame: 0xabcd },
      { bandwidth: 0x20000 * 16 },
    ]);
  });

  it("is passed over where it is cut off, empty or unknown", () => {
    const whole = Buffer.from(`${nack}${remb}`, "hex");
    for (let end = 0; end < whole.length; end++) expect(() => hear(whole.subarray(0, end))).not.toThrow();
    expect(hear(Buffer.from("81cd00ff000000010000abcd", "hex"))).toEqual([]);
    expect(hear(Buffer.alloc(64, 0xff))).toEqual([]);
    expect(hear(Buffer.from("80cc000100000000", "hex"))).toEqual([]);
  });

  it("can't ask for more than so much at once", () => {
    const words = 300;
    const packet = Buffer.alloc(12 + words * 4, 0xff);
    packet.writeUInt32BE(0x81cd0000 + packet.length / 4 - 1, 0);
    const [heard] = hear(packet) as { sequences: number[] }[];
    expect(heard?.sequences.length).toBeLessThan(530);
  });
});

it("a sender report says when, in both clocks, and by which name", () => {
  const facts = { ssrc: 7, wallMs: 1_795_000_000_500, timestamp: 9, packets: 3, bytes: 400, cname: "live" };
  const packet = writeSenderReport(facts);
  expect(isRtcp(packet)).toBe(true);
  expect(packet.length % 4).toBe(0);
  expect(packet.readUInt32BE(8)).toBe((1_795_000_000 + 2_208_988_800) % 2 ** 32);
  expect(packet.readUInt32BE(12)).toBe(2 ** 31);
  expect(packet.readUInt32BE(10)).toBe(compactNtp(facts.wallMs));
  expect([16, 20, 24].map((at) => packet.readUInt32BE(at))).toEqual([9, 3, 400]);
  expect(packet.readUInt16BE(30) * 4 + 4 + 28).toBe(packet.length);
  expect(packet.toString("ascii", 38, 42)).toBe("live");
  expect(packet[42]).toBe(0);
});
