import { describe, expect, it } from "vitest";
import type { AudioConfig } from "../media";
import {
  audioConfig,
  type SyntheticFrame,
  syntheticAudio,
  syntheticFrames,
  videoConfig,
} from "../testing/synthetic-media";
import { FlvFeed } from "./flv-feed";
import { readFlv } from "./testing/read-flv";

/** A viewer that is written to and, unless it reads, keeps a backlog. */
function viewer(feed: FlvFeed, options: { reads?: boolean; token?: string } = {}) {
  const state = { reads: options.reads ?? true, bytes: [] as Buffer[], backlog: 0, end: "" };
  const leave = feed.join(
    {
      get backlog() {
        return state.backlog;
      },
      write(chunks) {
        state.bytes.push(...chunks);
        if (!state.reads) for (const chunk of chunks) state.backlog += chunk.length;
      },
      end: () => {
        state.end = "ended";
      },
      destroy: () => {
        state.end = "destroyed";
        leave();
      },
    },
    options.token ?? null,
  );
  const read = () => readFlv(Buffer.concat(state.bytes));
  return Object.assign(state, { leave, read, pictures: () => read().tags.filter((tag) => tag.picture) });
}

const usual = { fps: 30, gop: 30, seconds: 2, audioRate: 48_000 };

function push(feed: FlvFeed, frames: readonly SyntheticFrame[]) {
  for (const { kind, frame } of frames) {
    if (kind === "video") feed.video(frame);
    else feed.audio(frame);
  }
}

function onAir(change: Partial<typeof usual> = {}, feed = new FlvFeed()) {
  feed.videoConfig(videoConfig());
  feed.audioConfig(audioConfig());
  push(feed, syntheticFrames({ ...usual, ...change }));
  return feed;
}

describe("a newcomer", () => {
  it("gets header, metadata, setups and the newest picture at once", () => {
    const { flags, tags } = viewer(onAir({ seconds: 1.5 })).read();
    expect(flags).toBe(5);
    expect(tags.slice(0, 3).map(({ type, isSetup }) => [type, isSetup])).toEqual([
      ["script", false],
      ["video", true],
      ["audio", true],
    ]);
    const pictures = tags.filter((tag) => tag.picture);
    expect(pictures).toHaveLength(15);
    expect(pictures[0]?.picture?.isKeyFrame).toBe(true);
    expect((pictures.at(-1)?.atMs ?? 0) - (pictures[0]?.atMs ?? 0)).toBe(14);
  });

  it("before the first picture waits for it, and before sound is announced for that, a moment long", () => {
    const feed = new FlvFeed();
    const early = viewer(feed);
    feed.videoConfig(videoConfig());
    push(feed, syntheticFrames({ fps: 30, gop: 30, seconds: 0.2 }));
    expect(early.bytes).toHaveLength(0);
    push(feed, syntheticFrames({ fps: 30, gop: 30, seconds: 0.4, fromMs: 200 }));
    expect(early.read().flags).toBe(1);
  });

  it("hears a stream that has no pictures", () => {
    const feed = new FlvFeed();
    const listener = viewer(feed);
    feed.audioConfig(audioConfig());
    push(feed, syntheticAudio(3));
    expect(listener.read().flags).toBe(4);
    expect(listener.read().tags.length).toBeGreaterThan(20);
    expect(viewer(feed).read().flags).toBe(4);
  });

  it("waits for the next key frame where the last one is too long ago", () => {
    const feed = new FlvFeed(undefined, { maxBytes: 1e6, maxMs: 1_000 });
    onAir({ gop: 60, seconds: 1.9 }, feed);
    const late = viewer(feed);
    expect(late.bytes).toHaveLength(0);
    push(feed, syntheticFrames({ ...usual, seconds: 0.1, fromMs: 2_000 }));
    expect(late.pictures()[0]?.picture?.isKeyFrame).toBe(true);
  });
});

describe("the stream", () => {
  it("is one timeline over reconnects, with new setups where codecs changed", () => {
    const feed = onAir();
    const { read } = viewer(feed);
    feed.interrupted();
    feed.videoConfig(videoConfig(640, 360));
    feed.audioConfig(audioConfig(44_100));
    push(feed, syntheticFrames({ ...usual, audioRate: 44_100, fromMs: 5_000_000, seconds: 1 }));
    const { tags } = read();
    for (const type of ["video", "audio"] as const) {
      const times = tags.filter((tag) => tag.type === type).map(({ atMs }) => atMs);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      const widest = Math.max(...times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0)));
      expect(widest).toBeLessThan(120);
    }
    expect(tags.filter(({ type, isSetup }) => type === "video" && isSetup)).toHaveLength(2);
    const setupAt = tags.findLastIndex(({ type, isSetup }) => type === "video" && isSetup);
    expect(tags.slice(setupAt).find((tag) => tag.picture)?.picture?.isKeyFrame).toBe(true);
  });

  it("waits for a key frame after a new picture setup, and tells the setup first", () => {
    const feed = onAir();
    const { bytes, read } = viewer(feed);
    bytes.length = 0;
    feed.videoConfig(videoConfig(640, 360));
    push(feed, syntheticFrames({ ...usual, fromMs: 2_033, seconds: 1 }).slice(1));
    expect(read().tags.filter((tag) => tag.picture)).toHaveLength(0);
    push(feed, syntheticFrames({ ...usual, fromMs: 3_033, seconds: 0.2 }));
    const tags = read().tags.filter(({ type }) => type === "video");
    expect([tags[0]?.isSetup, tags[1]?.picture?.isKeyFrame]).toEqual([true, true]);
  });

  it("ends for those who were promised something else, so that they come back", () => {
    const feed = new FlvFeed();
    feed.videoConfig(videoConfig());
    push(feed, syntheticFrames({ fps: 30, gop: 30, seconds: 1 }));
    const before = viewer(feed);
    feed.audioConfig(audioConfig());
    push(feed, syntheticFrames({ ...usual, fromMs: 1_000 }));
    expect(before.end).toBe("ended");
    expect(viewer(feed).read().flags).toBe(5);
  });

  it("has silence where announced sound stays away", () => {
    const feed = onAir();
    const { read } = viewer(feed);
    push(feed, syntheticFrames({ fps: 30, gop: 30, seconds: 4, fromMs: 2_000 }));
    const sounds = read().tags.filter(({ type, isSetup }) => type === "audio" && !isSetup);
    expect(sounds.at(-1)?.atMs).toBeGreaterThan((read().tags.at(-1)?.atMs ?? 0) - 50);
    push(feed, syntheticFrames({ ...usual, fromMs: 6_000, seconds: 1 }));
    expect(
      read()
        .tags.filter(({ type }) => type === "audio")
        .at(-1)?.body.length,
    ).toBe(22);
  });

  it("carries Opus by the enhanced header", () => {
    const feed = new FlvFeed();
    const dOps = Buffer.from([0, 2, 1, 0x38, 0, 0, 0xbb, 0x80, 0, 0, 0]);
    const opus: AudioConfig = {
      codec: "opus",
      codecString: "opus",
      sampleRate: 48_000,
      channels: 2,
      decoderConfig: dOps,
    };
    feed.videoConfig(videoConfig());
    feed.audioConfig(opus);
    const { read } = viewer(feed);
    push(feed, syntheticFrames(usual));
    const [setup, sound] = read().tags.filter(({ type }) => type === "audio");
    expect(setup?.body.toString("latin1", 1, 13)).toBe("OpusOpusHead");
    expect(setup?.body.readUInt16LE(15)).toBe(312);
    expect(setup?.body.readUInt32LE(17)).toBe(48_000);
    expect([sound?.body[0], sound?.body.toString("latin1", 1, 5)]).toEqual([0x91, "Opus"]);
  });

  it("ends with its last viewer gone, and gives nothing afterwards", () => {
    const feed = onAir();
    const [a, b] = [viewer(feed), viewer(feed)];
    b.leave();
    feed.ended();
    expect([a.end, b.end, viewer(feed).end]).toEqual(["ended", "", "ended"]);
    expect(feed.viewerCount).toBe(0);
  });

  it("turns out whose token is void", () => {
    const feed = onAir();
    const [good, bad] = [viewer(feed, { token: "good" }), viewer(feed, { token: "bad" })];
    feed.recheck((token) => token === "good");
    expect([good.end, bad.end]).toEqual(["", "ended"]);
  });
});

describe("a slow viewer", () => {
  const heavy = (fromMs: number, seconds: number) =>
    syntheticFrames({ fps: 30, gop: 60, seconds, fromMs }).map((one) =>
      one.kind === "video" ? { ...one, frame: { ...one.frame, data: Buffer.alloc(50_000) } } : one,
    );

  it("is given nothing past its backlog, and goes on with a key frame when it has caught up", () => {
    let now = 0;
    const feed = onAir({}, new FlvFeed(() => now));
    const [slow, quick] = [viewer(feed, { reads: false }), viewer(feed)];
    push(feed, heavy(2_000, 8));
    expect(slow.backlog).toBeLessThan(2_600_000);
    expect(quick.pictures().length).toBeGreaterThan(240);
    now += 5_000;
    Object.assign(slow, { backlog: 0, reads: true, bytes: [] });
    push(feed, heavy(10_000, 2));
    expect(slow.read().tags[0]?.isSetup).toBe(true);
    expect(slow.pictures()[0]?.picture?.isKeyFrame).toBe(true);
    expect(slow.end).toBe("");
  });

  it("is cut off when it stays slow", () => {
    let now = 0;
    const feed = onAir({}, new FlvFeed(() => now));
    const slow = viewer(feed, { reads: false });
    for (let second = 0; second < 30; second++) {
      now += 1_000;
      push(feed, heavy(2_000 + second * 1_000, 1));
    }
    expect(slow.end).toBe("destroyed");
    expect(feed.viewerCount).toBe(0);
  });

  it("costs no bytes of its own: everybody is given the same", () => {
    const feed = onAir();
    const [a, b] = [viewer(feed), viewer(feed)];
    push(feed, heavy(2_000, 1));
    expect(a.bytes.length).toBe(b.bytes.length);
    for (const [index, chunk] of a.bytes.entries()) expect(b.bytes[index]).toBe(chunk);
  });
});
