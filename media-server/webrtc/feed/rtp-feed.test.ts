import { describe, expect, it, vi } from "vitest";
import { rtpFrame, rtpPacket, rtpVideoConfig, testFeed } from "../../testing/rtp-feed";
import { audioConfig } from "../../testing/synthetic-media";
import type { FeedPacket } from "./feed-packet";
import type { FeedViewer } from "./feed-viewer";
import type { OpusSource } from "./opus-source";

function listener() {
  const packets: FeedPacket[] = [];
  const causes: string[] = [];
  const viewer: FeedViewer = {
    packet: (packet) => packets.push(packet),
    tick: () => undefined,
    closed: (cause) => causes.push(cause),
  };
  return { viewer, packets, causes };
}

const isOneRow = (packets: readonly FeedPacket[]) =>
  packets.every(
    (packet, index) => index === 0 || packet.sequence === (packets[index - 1]?.sequence ?? 0) + 1,
  );

describe("a feed of a WebRTC publisher", () => {
  it("passes packets on as they are, in one numbering over publishers and protocols", () => {
    const { feed, passMs } = testFeed();
    const { viewer, packets } = listener();
    feed.add(viewer);
    feed.videoConfig(rtpVideoConfig);
    feed.packet(rtpPacket(65_000, 5, { startsKeyFrame: true }));
    feed.packet(rtpPacket(65_001, 3_005));
    feed.interrupted();
    passMs(2_000);
    feed.packet(rtpPacket(12, 900_000, { startsKeyFrame: true }));
    feed.interrupted();
    passMs(1_000);
    feed.videoConfig(rtpVideoConfig);
    feed.video(rtpFrame(0, { isKeyFrame: true, bytes: 500 }));
    expect(isOneRow(packets)).toBe(true);
    const times = packets.map(({ timestamp }) => (timestamp - (packets[0]?.timestamp ?? 0)) >>> 0);
    expect(times).toEqual([0, 3_000, 183_000, 273_000, 273_000]);
    feed.ended();
  });

  it("lets a newcomer begin with what came since the key frame while that is little, and asks for one otherwise", () => {
    const { feed, passMs, asked } = testFeed();
    expect(feed.joinPoint()).toBeNull();
    expect(asked).toHaveLength(1);
    feed.packet(rtpPacket(1, 0, { startsKeyFrame: true, bytes: 1_000 }));
    passMs(2_000);
    for (let index = 2; index <= 290; index++) feed.packet(rtpPacket(index, index * 3_000, { bytes: 1_000 }));
    expect(feed.joinPoint()).not.toBeNull();
    for (let index = 291; index <= 310; index++)
      feed.packet(rtpPacket(index, index * 3_000, { bytes: 1_000 }));
    expect(feed.joinPoint()).toBeNull();
    expect(asked).toHaveLength(2);
  });

  it("gives a newcomer each packet once, also those that were on their way when it came", () => {
    const turns: (() => void)[] = [];
    const { feed } = testFeed({ afterTurn: (act) => turns.push(act) });
    feed.packet(rtpPacket(1, 0, { startsKeyFrame: true }));
    const { viewer, packets } = listener();
    feed.add(viewer);
    expect(feed.joinPoint()).toBe(feed.tracks.video.ring.head);
    feed.packet(rtpPacket(2, 3_000));
    for (const act of turns.splice(0)) act();
    expect(packets.map(({ sequence }) => sequence)).toEqual([feed.tracks.video.ring.head]);
    feed.ended();
  });

  it("asks for no second key frame when the first has served everybody", () => {
    vi.useFakeTimers();
    try {
      const { feed, asked } = testFeed();
      feed.requestKeyFrame();
      feed.requestKeyFrame();
      feed.packet(rtpPacket(1, 0, { startsKeyFrame: true }));
      vi.advanceTimersByTime(2_000);
      expect(asked).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });

  it("keeps no more than newcomers need while nobody watches", () => {
    const { feed } = testFeed();
    for (let index = 0; index < 3_000; index++)
      feed.packet(rtpPacket(index, index * 3_000, { startsKeyFrame: index % 100 === 0 }));
    const { ring } = feed.tracks.video;
    const held = Array.from({ length: 3_000 }, (_, back) => ring.get(ring.head - back)).filter(Boolean);
    expect(held).toHaveLength(100);
  });

  it("ties both clocks to one wall clock, in the feed's own numbering", () => {
    const { feed, passMs, now } = testFeed();
    feed.packet(rtpPacket(1, 90_000));
    feed.packet(rtpPacket(1, 48_000, { kind: "audio" }));
    expect(feed.tracks.video.clock.at(now())).toBeNull();
    feed.senderReport({ kind: "video", wallMs: 5_000, timestamp: 90_000 });
    passMs(300);
    feed.senderReport({ kind: "audio", wallMs: 5_300, timestamp: 48_000 + 300 * 48 });
    passMs(100);
    const video = feed.tracks.video.clock.at(now());
    const audio = feed.tracks.audio.clock.at(now());
    expect(video?.wallMs).toBe(5_400);
    expect(audio?.wallMs).toBe(5_400);
    const ahead = (track: "video" | "audio", timestamp = 0) =>
      (timestamp - (feed.tracks[track].space.timestampOf(track === "video" ? 90_000 : 48_000) ?? 0)) >>> 0;
    expect(ahead("video", video?.timestamp)).toBe(400 * 90);
    expect(ahead("audio", audio?.timestamp)).toBe(400 * 48);
    feed.interrupted();
    expect(feed.tracks.video.clock.at(now())).toBeNull();
  });
});

describe("a feed of an encoder's frames", () => {
  const started = () => {
    const feed = testFeed();
    feed.feed.videoConfig(rtpVideoConfig);
    return feed;
  };

  it("makes no packets until somebody watches, then has the newcomer begin with the last key frame", () => {
    const { feed } = started();
    for (let index = 0; index < 40; index++) feed.video(rtpFrame(index, { isKeyFrame: index % 30 === 0 }));
    expect(feed.tracks.video.ring.head).toBe(Number.NEGATIVE_INFINITY);
    const { viewer, packets } = listener();
    feed.add(viewer);
    const from = feed.joinPoint() ?? Number.NaN;
    expect(feed.tracks.video.ring.get(from)).toMatchObject({ startsKeyFrame: true });
    // Ten frames of three packets, and the parameter sets.
    expect(feed.tracks.video.ring.head - from).toBe(30);
    expect(packets).toEqual([]);
    feed.video(rtpFrame(40));
    expect(packets).toHaveLength(3);
    expect(packets.map(({ marker }) => marker)).toEqual([false, false, true]);
    expect(feed.requestKeyFrame()).toBe(false);
    feed.ended();
  });

  it("keeps sound and picture on one clock, with the sound made Opus only while somebody listens", () => {
    const opened: OpusSource[] = [];
    let emit = (_ptsMs: number) => {};
    let closed = 0;
    const { feed, passMs, now } = testFeed({
      openOpus: (frame) => {
        emit = (ptsMs) => frame({ ptsMs, data: Buffer.alloc(50) });
        const source = { audioConfig: () => {}, audio: () => {}, close: () => void closed++ };
        opened.push(source);
        return source;
      },
    });
    feed.videoConfig(rtpVideoConfig);
    feed.audioConfig(audioConfig());
    feed.video(rtpFrame(0, { isKeyFrame: true }));
    expect(opened).toHaveLength(0);
    const { viewer, packets } = listener();
    feed.add(viewer);
    expect(opened).toHaveLength(1);
    feed.video(rtpFrame(30));
    passMs(50);
    emit(900);
    emit(920);
    const sound = packets.filter(({ kind }) => kind === "audio");
    expect((sound[1]?.timestamp ?? 0) - (sound[0]?.timestamp ?? 0)).toBe(960);
    // The picture of 1,000 ms and the sound of 920 ms: on the shared clock they are 80 ms apart.
    const wallOf = (kind: "video" | "audio", packet: FeedPacket | undefined) => {
      const pair = feed.tracks[kind].clock.at(now());
      if (!pair || !packet) throw new Error("no report");
      return pair.wallMs + ((packet.timestamp - pair.timestamp) | 0) / feed.tracks[kind].space.rate;
    };
    const picture = packets.filter(({ kind }) => kind === "video").at(-1);
    expect(wallOf("video", picture) - wallOf("audio", sound[1])).toBeCloseTo(80, 3);
    feed.interrupted();
    expect(closed).toBe(1);
    feed.ended();
  });

  it("is not offered with B-frames, and says so to those who watch already", () => {
    const { feed } = started();
    expect(feed.state).toEqual({ ready: false, because: "not-started" });
    feed.video(rtpFrame(0, { isKeyFrame: true }));
    expect(feed.state).toEqual({ ready: true, profileLevelId: "42e01f" });
    const { viewer, causes } = listener();
    feed.add(viewer);
    feed.video({ ...rtpFrame(1), compositionOffsetMs: 66 });
    expect(feed.state).toEqual({ ready: false, because: "b-frames" });
    expect(causes).toEqual(["not-playable"]);
    feed.interrupted();
    feed.videoConfig(rtpVideoConfig);
    feed.video(rtpFrame(0, { isKeyFrame: true }));
    expect(feed.state.ready).toBe(true);
    feed.ended();
    expect(feed.state).toEqual({ ready: false, because: "ended" });
  });

  it("goes on after the encoder's clock went back", () => {
    const { feed, passMs } = started();
    const { viewer, packets } = listener();
    feed.add(viewer);
    feed.video(rtpFrame(90, { isKeyFrame: true, bytes: 100 }));
    passMs(40);
    feed.video(rtpFrame(0, { isKeyFrame: true, bytes: 100 }));
    const times = packets.map(({ timestamp }) => (timestamp - (packets[0]?.timestamp ?? 0)) >>> 0);
    expect(times.at(-1)).toBe(40 * 90);
    feed.ended();
  });

  it("tells everybody when the stream ends, also who comes too late", () => {
    const { feed } = started();
    const [early, late] = [listener(), listener()];
    feed.add(early.viewer);
    feed.ended();
    feed.add(late.viewer);
    expect([early.causes, late.causes]).toEqual([["stream-ended"], ["stream-ended"]]);
  });
});
