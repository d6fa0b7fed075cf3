import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { rtpFrame, rtpPacket, rtpVideoConfig, testFeed } from "../../testing/rtp-feed";
import type { AgreedTrack } from "./egress-track";
import { isRtcp } from "./read-rtcp";
import { RtpViewer } from "./rtp-viewer";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const TRACK: AgreedTrack = {
  mid: "0",
  payloadType: 102,
  rtxPayloadType: 103,
  absSendTimeId: 1,
  playoutDelayId: 2,
};

function watching() {
  const { feed, asked, now, passMs } = testFeed();
  const sent: { mid: string; packet: Buffer }[] = [];
  const causes: string[] = [];
  let bytes = 0;
  const newViewer = () =>
    new RtpViewer({
      feed,
      video: TRACK,
      audio: { ...TRACK, mid: "1", payloadType: 111, rtxPayloadType: null },
      cname: "live",
      transmit: (mid, packet) => sent.push({ mid, packet: Buffer.from(packet) }) > 0,
      sent: (count) => {
        bytes += count;
      },
      closed: (cause) => causes.push(cause),
      now,
    });
  const pass = (ms: number) => {
    for (let step = 0; step < ms; step += 5) {
      passMs(5);
      vi.advanceTimersByTime(5);
    }
  };
  const video = () =>
    sent.filter(({ mid, packet }) => mid === "0" && !isRtcp(packet)).map(({ packet }) => packet);
  return { feed, asked, now, pass, newViewer, sent, video, causes, bytes: () => bytes };
}

const numbersOf = (packets: readonly Buffer[]) => packets.map((packet) => packet.readUInt16BE(2));
const isRow = (numbers: readonly number[]) =>
  numbers.every((one, index) => index === 0 || one === (((numbers[index - 1] ?? 0) + 1) & 0xffff));
const pli = (ssrc: number) => {
  const packet = Buffer.from("81ce00020000000100000000", "hex");
  packet.writeUInt32BE(ssrc, 8);
  return packet;
};
const remb = (bitsPerSecond: number) => {
  const packet = Buffer.from("8fce0005000000010000000052454d420100000000000000", "hex");
  const exponent = Math.max(0, Math.ceil(Math.log2(bitsPerSecond / 2 ** 18)));
  packet.writeUIntBE(exponent * 2 ** 18 + Math.floor(bitsPerSecond / 2 ** exponent), 17, 3);
  return packet;
};

describe("a viewer of an encoder's stream", () => {
  it("begins with the last key frame at once and has caught up soon, its clock never running ahead", () => {
    const { feed, pass, newViewer, video } = watching();
    feed.videoConfig(rtpVideoConfig);
    for (let index = 0; index < 45; index++) {
      feed.video(rtpFrame(index, { isKeyFrame: index % 60 === 0 }));
      pass(33);
    }
    newViewer().start();
    expect(video().length).toBeGreaterThan(0);
    expect((video()[0]?.readUInt8(24) ?? 0) & 0x1f).toBe(24);
    for (let index = 45; index < 60; index++) {
      feed.video(rtpFrame(index));
      pass(33);
    }
    const packets = video();
    // Three packets a frame, and the parameter sets of the key frame.
    expect(packets).toHaveLength(60 * 3 + 1);
    expect(isRow(numbersOf(packets))).toBe(true);
    const times = packets.map((packet) => packet.readUInt32BE(4));
    const steps = times.slice(1).map((time, index) => (time - (times[index] ?? 0)) | 0);
    expect(Math.min(...steps)).toBe(0);
    const spanMs = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 90;
    expect(spanMs).toBeLessThan(15 * 33 + 40);
    feed.ended();
  });

  it("begins anew from the last key frame when it can't go on, but not all the time", () => {
    const { feed, pass, newViewer, video } = watching();
    feed.videoConfig(rtpVideoConfig);
    feed.video(rtpFrame(0, { isKeyFrame: true }));
    const viewer = newViewer();
    viewer.start();
    pass(1_100);
    const before = video().length;
    for (let count = 0; count < 50; count++) viewer.rtcp("0", pli(feed.tracks.video.ssrc));
    pass(100);
    expect(video().length - before).toBe(4);
    expect(isRow(numbersOf(video()))).toBe(true);
    viewer.rtcp("0", pli(12_345));
    expect(video().length - before).toBe(4);
    feed.ended();
  });
});

describe("a viewer of a WebRTC publisher", () => {
  const live = () => {
    const all = watching();
    all.feed.videoConfig(rtpVideoConfig);
    let sequence = 0;
    const second = (bytes = 1_000) => {
      for (let frame = 0; frame < 30; frame++) {
        for (let part = 0; part < 4; part++) {
          const startsKeyFrame = frame === 0 && part === 0;
          all.feed.packet(
            rtpPacket(sequence, Math.floor(sequence / 4) * 3_000, {
              startsKeyFrame,
              marker: part === 3,
              bytes,
            }),
          );
          sequence += 1;
        }
        all.pass(35);
      }
    };
    return { ...all, second };
  };

  it("waits for a key frame, which is asked for, where too much came since the last", () => {
    const { feed, newViewer, asked, video, second } = live();
    second();
    for (let index = 0; index < 300; index++) feed.packet(rtpPacket(120 + index, 90_000, { bytes: 1_100 }));
    newViewer().start();
    expect(asked).toHaveLength(1);
    feed.packet(rtpPacket(420, 90_000));
    expect(video()).toEqual([]);
    feed.packet(rtpPacket(421, 93_000, { startsKeyFrame: true }));
    feed.packet(rtpPacket(422, 93_000));
    expect(video()).toHaveLength(2);
    feed.ended();
  });

  it("has its wish for a key frame brought to the publisher", () => {
    const { feed, newViewer, asked, second } = live();
    const viewer = newViewer();
    viewer.start();
    second();
    for (let count = 0; count < 20; count++) viewer.rtcp("0", pli(feed.tracks.video.ssrc));
    expect(asked).toHaveLength(2);
    feed.ended();
  });

  it("is sent less when its line takes less, without a gap, and everything again when it can", () => {
    const { feed, newViewer, video, second } = live();
    const viewer = newViewer();
    viewer.start();
    second();
    second();
    second();
    const all = video().length;
    viewer.rtcp("0", remb(1_400_000));
    viewer.rtcp("0", remb(400_000));
    second();
    second();
    const less = video().length - all;
    expect(less).toBeGreaterThan(8);
    expect(less).toBeLessThan(150);
    viewer.rtcp("0", remb(1_500_000));
    second();
    expect(video().length - all - less).toBe(120);
    expect(isRow(numbersOf(video()))).toBe(true);
    feed.ended();
  });

  it("is told once a second how its two tracks belong together, and all it is sent is counted", () => {
    const { feed, newViewer, sent, second, bytes, video } = live();
    feed.packet(rtpPacket(9, 0, { kind: "audio" }));
    feed.senderReport({ kind: "video", wallMs: 1_000, timestamp: 0 });
    feed.senderReport({ kind: "audio", wallMs: 1_000, timestamp: 0 });
    const viewer = newViewer();
    viewer.start();
    second();
    feed.packet(rtpPacket(10, 960, { kind: "audio" }));
    second();
    second();
    const reports = sent.filter(({ packet }) => isRtcp(packet));
    expect(new Set(reports.map(({ mid }) => mid))).toEqual(new Set(["0", "1"]));
    expect(reports.length).toBeGreaterThan(3);
    expect(reports.length).toBeLessThan(9);
    viewer.stop();
    expect(bytes()).toBe(video().length * 1_000 + 100);
    const before = sent.length;
    second();
    expect(sent).toHaveLength(before);
  });

  it("is let go when the stream ends", () => {
    const { feed, newViewer, causes } = live();
    newViewer().start();
    feed.ended();
    expect(causes).toEqual(["stream-ended"]);
  });
});
