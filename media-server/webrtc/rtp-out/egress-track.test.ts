import { describe, expect, it } from "vitest";
import { type FeedPacket, HEADER_BYTES, toWire } from "../feed/feed-packet";
import { type AgreedTrack, EgressTrack } from "./egress-track";

const AGREED: AgreedTrack = {
  mid: "0",
  payloadType: 102,
  rtxPayloadType: 103,
  absSendTimeId: 3,
  playoutDelayId: 5,
};

const feedPacket = (sequence: number, timestamp = sequence * 3_000, marker = true): FeedPacket => ({
  kind: "video",
  sequence,
  timestamp,
  marker,
  startsKeyFrame: false,
  isDisposable: false,
  wire: toWire(Buffer.from(`payload ${sequence}`)),
});

interface SentPacket {
  readonly sequence: number;
  readonly timestamp: number;
  readonly type: number;
  readonly ssrc: number;
  readonly marker: boolean;
  readonly payload: string;
}

function sending(agreed: Partial<AgreedTrack> = {}) {
  const sent: SentPacket[] = [];
  const raw: Buffer[] = [];
  const track = new EgressTrack(
    { ...AGREED, ...agreed },
    {
      ssrc: 11,
      rtxSsrc: 22,
      transmit: (packet) => {
        raw.push(Buffer.from(packet));
        sent.push({
          sequence: packet.readUInt16BE(2),
          timestamp: packet.readUInt32BE(4),
          type: packet.readUInt8(1) & 0x7f,
          marker: packet.readUInt8(1) > 127,
          ssrc: packet.readUInt32BE(8),
          payload: packet.toString("latin1", HEADER_BYTES),
        });
        return true;
      },
    },
  );
  const packets = new Map<number, FeedPacket>();
  const send = (sequence: number, timestamp?: number, nowMs = 1_000) => {
    const packet = feedPacket(sequence, timestamp);
    packets.set(sequence, packet);
    track.send(packet, packet.timestamp, nowMs);
  };
  return { track, sent, raw, send, find: (sequence: number) => packets.get(sequence), packets };
}

describe("a track on its way to a viewer", () => {
  it("has headers that say what was agreed", () => {
    const { track, raw, send } = sending();
    track.beginAt(500);
    send(500, 90_000, 1_500);
    const [packet] = raw;
    expect(packet?.toString("hex", 0, 2)).toBe("90e6");
    expect(packet?.readUInt32BE(4)).toBe(90_000);
    expect(packet?.readUInt32BE(8)).toBe(11);
    // RFC 8285 §4.2: two elements of three bytes; 1.5 s in 6.18 fixed point; no delay wished for.
    expect(packet?.toString("hex", 12, 24)).toBe(
      `bede000232${(1.5 * 2 ** 18).toString(16).padStart(6, "0")}52000000`,
    );
  });

  it("has padding instead of extensions that the viewer doesn't know", () => {
    const { track, raw, send } = sending({ absSendTimeId: 0, playoutDelayId: 0 });
    track.beginAt(1);
    send(1);
    expect(raw[0]?.toString("hex", 12, 24)).toBe("bede00020000000000000000");
  });

  it("shows no gap where we left something out, and every gap where the publisher lost something", () => {
    const { track, sent, send } = sending();
    track.beginAt(70_000);
    for (const sequence of [70_000, 70_001, 70_003, 70_002]) send(sequence);
    track.beginAt(70_050);
    for (const sequence of [70_050, 70_049, 70_051]) send(sequence);
    expect(sent.map(({ sequence }) => sequence - (sent[0]?.sequence ?? 0))).toEqual([0, 1, 3, 2, 4, 5]);
  });

  it("never lets a viewer's time go back, and keeps the packets of a frame together", () => {
    const { track, sent, packets } = sending();
    track.beginAt(1);
    const put = (sequence: number, timestamp: number, wished: number) => {
      const packet = feedPacket(sequence, timestamp);
      packets.set(sequence, packet);
      track.send(packet, wished, 0);
    };
    put(1, 100, 9_000);
    put(2, 100, 9_500);
    put(3, 200, 9_000);
    put(4, 300, 300);
    put(5, 12_000, 12_000);
    expect(sent.map(({ timestamp }) => timestamp)).toEqual([9_000, 9_000, 9_001, 9_002, 12_000]);
  });

  it("repairs with RTX: own stream, own numbers, the original's number in front", () => {
    const { track, sent, raw, send, find } = sending();
    track.beginAt(1);
    for (let sequence = 1; sequence <= 5; sequence++) send(sequence);
    const lost = sent[2]?.sequence ?? 0;
    track.repeat([lost, lost + 1], find, 1_050);
    expect(sent.slice(5)).toMatchObject([
      { ssrc: 22, type: 103, sequence: 1, timestamp: 9_000 },
      { ssrc: 22, type: 103, sequence: 2, timestamp: 12_000 },
    ]);
    expect(raw[5]?.readUInt16BE(HEADER_BYTES)).toBe(lost);
    expect(raw[5]?.toString("latin1", HEADER_BYTES + 2)).toBe("payload 3");
  });

  it("repairs with the packet itself where RTX is unknown, with the number and time it had", () => {
    const { track, sent, send, find } = sending({ rtxPayloadType: null });
    track.beginAt(100);
    for (let sequence = 100; sequence < 103; sequence++) send(sequence);
    track.beginAt(200);
    send(200);
    track.repeat([sent[1]?.sequence ?? 0], find, 1_050);
    expect(sent[4]).toEqual(sent[1]);
  });

  it("repeats nothing that is unknown, gone, or was repeated within a round trip", () => {
    const { track, sent, send, find, packets } = sending();
    track.roundTripMs = 100;
    track.beginAt(1);
    for (let sequence = 1; sequence <= 3_000; sequence++) send(sequence);
    const [oldest, newest] = [sent[0]?.sequence ?? 0, sent.at(-1)?.sequence ?? 0];
    sent.length = 0;
    track.repeat([oldest, newest, (newest + 1) & 0xffff, newest], find, 2_000);
    track.repeat([newest], find, 2_050);
    expect(sent).toHaveLength(1);
    track.repeat([newest], find, 2_100);
    expect(sent).toHaveLength(2);
    packets.clear();
    track.repeat([newest - 1], find, 2_100);
    expect(sent).toHaveLength(2);
  });

  it("gives a viewer who asks for everything again and again no more than a bounded rate", () => {
    const { track, sent, packets } = sending();
    track.beginAt(1);
    for (let sequence = 1; sequence <= 1_000; sequence++) {
      const packet = { ...feedPacket(sequence), wire: Buffer.alloc(1_200) };
      packets.set(sequence, packet);
      track.send(packet, packet.timestamp, 0);
    }
    const all = sent.map(({ sequence }) => sequence);
    sent.length = 0;
    for (let nowMs = 1_000; nowMs < 2_000; nowMs += 20) track.repeat(all, (one) => packets.get(one), nowMs);
    // What may be sent at once, and one second's part.
    expect(sent.length * 1_200).toBeLessThan(60_000 + 125_000);
    expect(sent.length * 1_200).toBeGreaterThan(100_000);
  });
});
