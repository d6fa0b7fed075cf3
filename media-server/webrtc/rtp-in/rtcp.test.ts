import { describe, expect, it } from "vitest";
import { rtpBytes } from "../testing/rtp-packets";
import { extensionOf, isRtcp, parseRtp } from "./parse-rtp";
import { ReceptionStats } from "./reception-stats";
import { parseSenderReports, renderNack, renderPictureLoss, renderReceiverReport, renderRemb } from "./rtcp";
import { TransportFeedback } from "./transport-feedback";

/** What a sender learns from transport feedback: ms after the first arrival by sequence; null for lost ones. */
function readFeedback(message: Buffer): Map<number, number | null> {
  const base = message.readUInt16BE(12);
  const count = message.readUInt16BE(14);
  const chunks = Math.ceil(count / 7);
  let at = 20 + chunks * 2;
  let atMs = message.readIntBE(16, 3) * 64;
  const found = new Map<number, number | null>();
  for (let i = 0; i < count; i++) {
    const chunk = message.readUInt16BE(20 + Math.floor(i / 7) * 2);
    const symbol = (chunk >> (12 - 2 * (i % 7))) & 3;
    if (symbol) atMs += (symbol === 1 ? message.readUInt8(at) : message.readInt16BE(at)) / 4;
    at += symbol;
    found.set((base + i) & 0xffff, symbol ? atMs : null);
  }
  return found;
}

describe("RTP packets", () => {
  it("are read with extensions and without padding", () => {
    const payload = Buffer.from("hello");
    const bytes = rtpBytes({
      sequence: 65_535,
      timestamp: 0xfffffff0,
      marker: true,
      payload,
      extensions: [
        { id: 3, data: Buffer.from([0xab, 0xcd]) },
        { id: 4, data: Buffer.from("x") },
      ],
      paddingBytes: 5,
    });
    const packet = parseRtp(bytes);
    expect(packet).toMatchObject({ sequence: 65_535, timestamp: 0xfffffff0, marker: true, payloadType: 96 });
    expect(packet?.payload).toEqual(payload);
    expect(packet && extensionOf(packet, 3)).toEqual(Buffer.from([0xab, 0xcd]));
    expect(packet && extensionOf(packet, 5)).toBeNull();
    expect(isRtcp(bytes)).toBe(false);
  });

  it("that are cut off anywhere are refused or read as what is left, never read past", () => {
    const whole = rtpBytes({
      sequence: 1,
      payload: Buffer.alloc(30, 1),
      extensions: [{ id: 3, data: Buffer.alloc(2) }],
    });
    for (let length = 0; length < whole.length; length++) {
      const packet = parseRtp(whole.subarray(0, length));
      if (packet) expect(() => extensionOf(packet, 3)).not.toThrow();
    }
    const lying = rtpBytes({ sequence: 1, payload: Buffer.from([1, 2, 255]) });
    lying.writeUInt8(0xa0, 0);
    expect(parseRtp(lying)).toBeNull();
  });
});

describe("RTCP", () => {
  it("asks for lost packets in pairs of a number and the sixteen after it", () => {
    const nack = renderNack(1, 2, [65_534, 65_535, 0, 13, 30]);
    expect(nack.toString("hex")).toBe(["81cd0004", "00000001", "00000002", "fffe4003", "001e0000"].join(""));
    expect(isRtcp(nack)).toBe(true);
  });

  it("asks for a key frame, and names a bitrate", () => {
    expect(renderPictureLoss(1, 2).toString("hex")).toBe("81ce00020000000100000002");
    const remb = renderRemb(1, [2], 12_000_000);
    expect(remb.toString("latin1", 12, 16)).toBe("REMB");
    const word = remb.readUInt32BE(16);
    expect((word & 0x3ffff) * 2 ** ((word >> 18) & 0x3f)).toBeGreaterThan(11_900_000);
  });

  it("reads the wall clock from a sender report, and nothing from broken ones", () => {
    const report = Buffer.alloc(28);
    report.writeUInt8(0x80, 0);
    report.writeUInt8(200, 1);
    report.writeUInt16BE(6, 2);
    report.writeUInt32BE(77, 4);
    report.writeUInt32BE(2_208_988_800 + 1_700_000_000, 8);
    report.writeUInt32BE(2 ** 31, 12);
    report.writeUInt32BE(90_000, 16);
    expect(parseSenderReports(report)).toEqual([
      { ssrc: 77, wallMs: 1_700_000_000_500, timestamp: 90_000, compactNtp: expect.any(Number) },
    ]);
    for (let length = 0; length < 28; length++) {
      expect(parseSenderReports(report.subarray(0, length))).toEqual([]);
    }
  });

  it("reports what was lost since the last report, and in all", () => {
    const stats = new ReceptionStats(90_000);
    expect(stats.take(9, 0)).toBeNull();
    for (const sequence of [65_530, 65_531, 65_533, 0, 1]) {
      const packet = parseRtp(rtpBytes({ sequence }));
      if (packet) stats.count(packet, 0);
    }
    expect(stats.take(9, 1000)).toMatchObject({ fractionLost: 96, lostInAll: 3, highestSequence: 131_073 });
    expect(stats.take(9, 2000)).toMatchObject({ fractionLost: 0, lostInAll: 3 });
    const block = stats.take(9, 3000);
    const bytes = renderReceiverReport(5, block ? [block] : []);
    expect(bytes.readUInt8(1)).toBe(201);
    expect((bytes.readUInt16BE(2) + 1) * 4).toBe(32);
    expect(bytes.readUInt8(33)).toBe(202);
  });
});

describe("transport-wide feedback", () => {
  it("tells when each packet came, to the quarter of a ms, and which did not", () => {
    const feedback = new TransportFeedback();
    const arrivals = [100, 101.25, 150.5, null, 149, 300] as const;
    arrivals.forEach((atMs, index) => {
      if (atMs !== null) feedback.note(65_533 + index, 5_000 + atMs);
    });
    const [message, ...more] = feedback.take(1, 2);
    expect(more).toEqual([]);
    const told = [...readFeedback(message ?? Buffer.alloc(0))];
    expect(told.map(([sequence]) => sequence)).toEqual([65_533, 65_534, 65_535, 0, 1, 2]);
    expect(told.map(([, atMs]) => atMs)).toEqual(arrivals.map((atMs) => atMs && 5_000 + atMs));
    expect(feedback.take(1, 2)).toEqual([]);
  });

  it("goes on where it ended: what was lost between two messages is told in the second", () => {
    const feedback = new TransportFeedback();
    feedback.note(10, 0);
    feedback.take(1, 2);
    feedback.note(13, 20);
    const [message] = feedback.take(1, 2);
    expect([...readFeedback(message ?? Buffer.alloc(0)).keys()]).toEqual([11, 12, 13]);
  });

  it("is bounded, whatever numbers come", () => {
    const feedback = new TransportFeedback();
    for (const sequence of [0, 30_000, 60_000, 20_000, 1]) feedback.note(sequence, sequence);
    const messages = feedback.take(1, 2);
    expect(Math.max(...messages.map(({ length }) => length))).toBeLessThan(2_500);
  });
});
