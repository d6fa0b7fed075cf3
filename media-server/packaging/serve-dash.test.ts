import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { MediaSink } from "../media";
import { permit, send, serveTestStreams, type TestStreams } from "../testing/serve-test-streams";
import { syntheticAudio, syntheticFrames, videoConfig } from "../testing/synthetic-media";

const BASE = "/live/stream-0001";
const usual = { fps: 30, gop: 60, audioRate: 48_000 };

let streams: TestStreams;
beforeEach(async () => {
  streams = await serveTestStreams();
});
afterEach(() => streams.close());

/** Two whole segments of 2 s and 1 s of the third. */
const publish = (seconds = 5) => streams.publish(syntheticFrames({ ...usual, seconds }));
const goOn = (sink: MediaSink, fromMs: number, seconds: number) =>
  send(sink, syntheticFrames({ ...usual, fromMs, seconds }));

async function manifest() {
  const { status, headers, text } = await streams.get(`${BASE}/manifest.mpd`);
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match.slice(1));
  return {
    status,
    headers,
    text,
    periods: all(/<Period id="(\d+)" start="PT([\d.]+)S"/g).map(([id, start]) => ({
      id,
      start: Number(start),
    })),
    offsets: all(/presentationTimeOffset="(\d+)"/g).map(([offset]) => Number(offset)),
    timeline: all(/<S t="(\d+)" d="(\d+)"/g).map(([t, d]) => ({ t: Number(t), d: Number(d) })),
    init: all(/initialization="([^"]+)"/g).map(([init]) => init ?? ""),
    media: all(/media="([^"]+)"/g).map(([media]) => media ?? ""),
  };
}

const segment = (startMs = 0) => `${BASE}/dash/source/video/${startMs}.m4s`;

describe("the manifest", () => {
  it("lists whole segments and the one that grows, end to end, under names that can be fetched", async () => {
    publish();
    const { status, headers, text, timeline, offsets, periods, init, media } = await manifest();
    expect([status, headers["content-type"]]).toEqual([200, "application/dash+xml"]);
    expect(headers["cache-control"]).toBe("public, max-age=0, s-maxage=1");
    expect(periods).toHaveLength(1);
    expect(text).toContain('id="source" bandwidth=');
    expect(text).toContain('codecs="avc1.64001f" width="1280" height="720"');
    expect(text).toContain('codecs="mp4a.40.2" audioSamplingRate="48000"');
    expect(timeline.map(({ d }) => d)).toEqual([2000, 2000, 2000, 2000, 2000, 2000]);
    expect(timeline[0]?.t).toBe(offsets[0]);
    timeline.slice(1, 3).forEach(({ t }, index) => {
      expect(t).toBe((timeline[index]?.t ?? 0) + (timeline[index]?.d ?? 0));
    });
    expect(media).toEqual(["dash/source/video/$Time$.m4s", "dash/source/audio/$Time$.m4s"]);
    const [setup, whole] = await Promise.all([
      streams.get(`${BASE}/${init[0]}`),
      streams.get(segment(timeline[0]?.t)),
    ]);
    expect([setup.status, setup.headers["content-type"]]).toEqual([200, "video/mp4"]);
    expect(whole.headers["cache-control"]).toBe("public, max-age=3600, immutable");
    // The time in the manifest is the one in the segment.
    expect(Number(whole.body.readBigUInt64BE(whole.body.indexOf("tfdt") + 8)) / 90).toBe(timeline[0]?.t);
  });

  it("has a period for each stretch, and keeps what it said of it while the window moves on", async () => {
    const sink = publish();
    sink.close("connection-closed");
    streams.passMs(10_000);
    const second = streams.publish(syntheticFrames({ ...usual, seconds: 13 }), videoConfig(640, 360));
    const before = await manifest();
    expect(before.periods).toHaveLength(2);
    const [first, next] = before.periods;
    expect((next?.start ?? 0) - (first?.start ?? 0)).toBeCloseTo(10, 1);
    goOn(second, 13_000, 30);
    const after = await manifest();
    expect(after.periods).toEqual([next]);
    expect(after.offsets).toEqual(before.offsets.slice(2));
    expect(after.init).toEqual(before.init.slice(2));
    expect(after.timeline[0]?.t).toBeGreaterThan(after.offsets[0] ?? 0);
  });

  it("tells when the stream has ended, and is gone when there was none", async () => {
    expect((await streams.get(`${BASE}/manifest.mpd`)).status).toBe(404);
    publish();
    expect((await manifest()).text).toContain("minimumUpdatePeriod");
    streams.registry.end(permit.streamId, "ended-by-creator");
    const { text, timeline } = await manifest();
    expect(text).not.toContain("minimumUpdatePeriod");
    expect(text).toMatch(/mediaPresentationDuration="PT[\d.]+S"/);
    expect(text).not.toContain("availabilityTimeOffset");
    expect(timeline.at(-1)?.d).toBe(1000);
  });

  it("is one of sound where there are no pictures", async () => {
    const sink = streams.publish([]);
    sink.unsupported("video", "HEVC");
    send(sink, syntheticAudio(5));
    const { text } = await manifest();
    expect(text).toContain('contentType="audio" mimeType="audio/mp4"');
    expect(text).not.toContain("video/mp4");
    expect(text).toContain('codecs="mp4a.40.2" audioSamplingRate="48000"');
  });

  it("tells players the time", async () => {
    publish();
    const { text, headers } = await streams.get(`${BASE}/dash/time`);
    expect(Math.abs(Date.parse(text) - Date.now())).toBeLessThan(5_000);
    expect(headers["cache-control"]).toBe("no-store");
  });
});

describe("the segment that grows", () => {
  /** The times at which the last three segments begin, the newest first. */
  const newest = async () => {
    const { timeline } = await manifest();
    return timeline
      .slice(0, timeline.length / 2)
      .map(({ t }) => t)
      .reverse();
  };

  it("comes as far as it is, goes on with each part, and ends with the last", async () => {
    const sink = publish();
    const [startMs] = await newest();
    let isDone = false;
    const coming = streams.get(segment(startMs)).finally(() => {
      isDone = true;
    });
    const stream = streams.registry.find(permit.streamId);
    const source = stream?.renditions.get("source");
    await vi.waitFor(() => expect(source?.followers.count).toBe(1));
    expect(isDone).toBe(false);
    goOn(sink, 5_000, 2);
    const { status, headers, body } = await coming;
    expect([status, headers["transfer-encoding"]]).toEqual([200, "chunked"]);
    const whole = await streams.get(segment(startMs));
    expect(whole.headers["content-length"]).toBe(String(body.length));
    expect(whole.body.equals(body)).toBe(true);
    expect(stream?.usage.bytesOut).toBeGreaterThanOrEqual(body.length * 2);
    expect(source?.followers.count).toBe(0);
  });

  it("ends with the stream", async () => {
    publish();
    const [startMs] = await newest();
    const open = streams.get(segment(startMs));
    const source = streams.registry.find(permit.streamId)?.renditions.get("source");
    await vi.waitFor(() => expect(source?.followers.count).toBe(1));
    streams.registry.end(permit.streamId, "ended-by-creator");
    expect((await open).status).toBe(200);
  });

  it("can be had for a while after it has left the window", async () => {
    const sink = publish();
    const [startMs] = await newest();
    goOn(sink, 5_000, 25);
    expect(await newest()).not.toContain(startMs);
    expect((await streams.get(segment(startMs))).status).toBe(200);
    streams.passMs(9_000);
    goOn(sink, 30_000, 4);
    expect((await streams.get(segment(startMs))).status).toBe(404);
  });

  it("tells a HEAD that it is there, and gives whoever asks for a range the whole", async () => {
    publish();
    const [growing, whole] = await newest();
    const head = await streams.get(segment(growing), { method: "HEAD" });
    expect([head.status, head.body.length]).toEqual([200, 0]);
    const range = await streams.get(segment(whole), { headers: { range: "bytes=0-9" } });
    expect([range.status, range.body.length > 10]).toEqual([200, true]);
    expect((await streams.get(segment(growing), { method: "POST" })).status).toBe(405);
  });
});

it.each([
  "dash/source/video/../video/1.m4s",
  "dash/source/media.m3u8",
  "dash/source/video/999999999999999999.m4s",
  "dash/other/video/1.m4s",
  "dash/source/text/1.m4s",
  "dash/source/video/init-1.m4s",
  "dash/source/video/1.m4s/",
  "dash//video/1.m4s",
  "dash/source/video/-1.m4s",
  "dash/source/video/1.0.m4s",
  "manifest.mpd/",
])("there is nothing at %s", async (path) => {
  publish();
  expect((await streams.get(`${BASE}/${path}`)).status).toBe(404);
});
