import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lostOpusPacket, opusSamples } from "../../ingest/codecs/opus";
import type { AudioFrame, MediaPacket, MediaSink, VideoFrame } from "../../media";
import { aggregate, IDR, PPS, rtpBytes, SLICE, SPS } from "../testing/rtp-packets";
import { KeyFrameRequests } from "./key-frame-requests";
import { MediaClock } from "./media-clock";
import { RtpReceiver } from "./rtp-receiver";

const NTP_EPOCH_S = 2_208_988_800;
const VIDEO = { payloadType: 106, ssrc: 3333 };
const AUDIO = { payloadType: 111, ssrc: 2222 };
const REPAIR = { payloadType: 107, ssrc: 4444 };
/** 20 ms of stereo, as long as it matters here. */
const OPUS = Buffer.from("fc0102", "hex");

let nowMs: number;
let sent: { mid: string; packet: Buffer }[];
let video: VideoFrame[];
let audio: AudioFrame[];
let packets: MediaPacket[];
let receiver: RtpReceiver;

beforeEach(() => {
  nowMs = 10_000;
  sent = [];
  video = [];
  audio = [];
  packets = [];
  const sink: MediaSink = {
    videoConfig() {},
    audioConfig() {},
    video: (frame) => video.push(frame),
    audio: (frame) => audio.push(frame),
    packet: (packet) => packets.push(packet),
    unsupported() {},
    close() {},
  };
  const base = { canNack: true, transportSequenceId: null };
  receiver = new RtpReceiver({
    tracks: [
      { ...base, kind: "video", mid: "1", payloadType: 106, repairType: 107 },
      { ...base, kind: "audio", mid: "0", payloadType: 111, repairType: null, canNack: false },
    ],
    bandwidth: "none",
    sink,
    send: (mid, packet) => sent.push({ mid, packet }),
    now: () => nowMs,
  });
});
afterEach(() => receiver.close());

const picture = (sequence: number, timestamp: number, payload: Buffer = SLICE) =>
  receiver.take("1", rtpBytes({ ...VIDEO, sequence, timestamp, marker: true, payload }));
const sound = (sequence: number, timestamp: number, payload: Buffer = OPUS) =>
  receiver.take("0", rtpBytes({ ...AUDIO, sequence, timestamp, payload }));
const keyFrame = (sequence: number, timestamp: number) =>
  picture(sequence, timestamp, aggregate(SPS, PPS, IDR));

function report(mid: string, ssrc: number, wallMs: number, timestamp: number): void {
  const packet = Buffer.alloc(28);
  packet.writeUInt8(0x80, 0);
  packet.writeUInt8(200, 1);
  packet.writeUInt16BE(6, 2);
  packet.writeUInt32BE(ssrc, 4);
  packet.writeUInt32BE(NTP_EPOCH_S + Math.floor(wallMs / 1000), 8);
  packet.writeUInt32BE(Math.floor(((wallMs % 1000) / 1000) * 2 ** 32), 12);
  packet.writeUInt32BE(timestamp, 16);
  receiver.take(mid, packet);
}
const typesOf = (mid: string) =>
  sent.flatMap(({ mid: by, packet }) =>
    by === mid ? [`${packet.readUInt8(1)}/${packet.readUInt8(0) & 0x1f}`] : [],
  );

describe("a publisher's packets", () => {
  it("come out as frames on one clock, and as they are for those who take packets", () => {
    keyFrame(1, 900_000);
    nowMs += 10;
    sound(1, 4_800);
    nowMs += 23;
    picture(2, 903_000);
    expect(video.map(({ dtsMs, isKeyFrame }) => [dtsMs, isKeyFrame])).toEqual([
      [0, true],
      [33, false],
    ]);
    expect(audio).toEqual([{ ptsMs: 10, data: OPUS }]);
    expect(packets.map(({ kind, startsKeyFrame }) => [kind, startsKeyFrame])).toEqual([
      ["video", true],
      ["audio", false],
      ["video", false],
    ]);
  });

  it("that were lost are asked for and taken from their retransmission, in their place", () => {
    keyFrame(1, 0);
    picture(3, 6_000);
    expect(typesOf("1")).toEqual(["205/1"]);
    const payload = Buffer.concat([Buffer.from([0, 2]), SLICE]);
    receiver.take("1", rtpBytes({ ...REPAIR, sequence: 900, timestamp: 3_000, marker: true, payload }));
    expect(video.map(({ dtsMs }) => dtsMs)).toEqual([0, 33, 67]);
    expect(packets.map(({ sequence }) => sequence)).toEqual([1, 3, 2]);
  });

  it("of a retransmission stream that only probes the path are nothing", () => {
    keyFrame(1, 0);
    receiver.take("1", rtpBytes({ ...REPAIR, sequence: 1, paddingBytes: 200 }));
    expect(packets).toHaveLength(1);
  });

  it("with foreign payload types, cut off, or of unknown sections are passed over", () => {
    receiver.take("1", rtpBytes({ payloadType: 96, sequence: 1, payload: IDR }));
    receiver.take("9", rtpBytes({ ...VIDEO, sequence: 1, payload: IDR }));
    receiver.take("1", Buffer.from([0x80]));
    receiver.take("1", Buffer.alloc(0));
    expect(packets).toEqual([]);
  });
});

describe("lip sync", () => {
  it("holds by what the publisher says it recorded together, not by when things arrived", () => {
    keyFrame(1, 90_000);
    nowMs += 70;
    // Recorded with the picture, but 70 ms late on the way.
    sound(1, 48_000);
    expect(audio.at(-1)?.ptsMs).toBe(70);
    report("1", VIDEO.ssrc, 1_700_000_000_000, 90_000);
    report("0", AUDIO.ssrc, 1_700_000_000_000, 48_000);
    sound(2, 48_960);
    expect(audio.at(-1)?.ptsMs).toBe(20);
  });

  it("is followed slowly after that, and not at all when a report makes no sense", () => {
    const clock = new MediaClock(0);
    const say = (kind: "video" | "audio", wallMs: number, timestamp: number) =>
      clock.report(kind, { ssrc: 1, wallMs, timestamp, compactNtp: 0 });
    expect([clock.at("video", 0, 0), clock.at("audio", 0, 0)]).toEqual([0, 0]);
    say("video", 1_000, 0);
    say("audio", 1_000, 0);
    say("audio", 1_030, 0);
    expect(clock.at("audio", 48_000, 0)).toBe(1_003);
    say("audio", 90_000, 0);
    expect(clock.at("audio", 48_000, 0)).toBe(1_003);
    expect(clock.at("video", 90_000, 0)).toBe(1_000);
  });

  it("goes on when the publisher's counters wrap around", () => {
    const clock = new MediaClock(0);
    expect(clock.at("video", 2 ** 32 - 90_000, 500)).toBe(500);
    expect(clock.at("video", 0, 0)).toBe(1_500);
  });
});

describe("sound that is missing", () => {
  it("is concealed by the decoder, frame for frame, lost or never sent", () => {
    sound(1, 0);
    sound(2, 960);
    sound(3, 4 * 960);
    const lost = Buffer.from("fc", "hex");
    expect(audio.map(({ ptsMs, data }) => [ptsMs, data])).toEqual([
      [0, OPUS],
      [20, OPUS],
      [40, lost],
      [60, lost],
      [80, OPUS],
    ]);
  });

  it("for more than a second is not made up", () => {
    sound(1, 0);
    sound(2, 100_000);
    expect(audio).toHaveLength(2);
  });

  it("is told apart by what the decoder gets", () => {
    expect([OPUS, Buffer.from([0xfd, 1, 1]), Buffer.from([0xff, 3])].map(opusSamples)).toEqual([
      960, 1920, 2880,
    ]);
    for (const packet of [
      OPUS,
      Buffer.from([0xfd, 1, 1]),
      Buffer.from([0xfe, 1, 1, 1]),
      Buffer.from([0xff, 3, 9]),
    ]) {
      expect(opusSamples(lostOpusPacket(packet))).toBe(opusSamples(packet));
      expect(lostOpusPacket(packet).length).toBeLessThanOrEqual(2);
    }
  });
});

describe("key frames are asked for", () => {
  it("at once, again while none comes, every two seconds, and never more often than twice a second", () => {
    const askedAt: number[] = [];
    let atMs = 0;
    const requests = new KeyFrameRequests(() => askedAt.push(atMs));
    const pass = (untilMs: number) => {
      for (; atMs < untilMs; atMs += 100) requests.tick(atMs);
    };
    pass(1_000);
    expect(askedAt).toEqual([0, 500]);
    requests.keyFrameCame(1_000);
    pass(3_200);
    expect(askedAt.slice(2)).toEqual([3_000]);
    requests.keyFrameCame(3_200);
    requests.want(3_200);
    expect(askedAt).toHaveLength(3);
    atMs = 3_500;
    requests.want(atMs);
    expect(askedAt.slice(3)).toEqual([3_500]);
  });
});
