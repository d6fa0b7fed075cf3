import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  permit,
  send,
  serveTestStreams,
  type TestStreams,
  testPublisher,
} from "../testing/serve-test-streams";
import { syntheticFrames } from "../testing/synthetic-media";

const steady = (seconds: number) => syntheticFrames({ fps: 30, gop: 30, seconds, audioRate: 48_000 });

let streams: TestStreams;
beforeEach(async () => {
  streams = await serveTestStreams();
});
afterEach(() => streams.close());

const types = () => streams.facts.map((fact) => fact.type);
const snapshot = () => streams.registry.snapshots()[0];

describe("a stream", () => {
  it("connects, goes live with its first part, and is lost with its publisher", () => {
    const sink = streams.publish([]);
    expect(snapshot()).toMatchObject({ phase: "connecting", ingest: "active", liveSince: null });
    send(sink, steady(1));
    expect(snapshot()).toMatchObject({ phase: "live", reconnectUntil: null });
    sink.close("unpublished");
    expect(snapshot()).toMatchObject({ phase: "reconnecting", ingest: "inactive", facts: null });
    expect(snapshot()?.reconnectUntil).toBe(1_795_000_030_000);
    expect(types()).toEqual(["publish.started", "stream.live", "publish.lost"]);
    expect(streams.facts[2]).toMatchObject({ cause: "unpublished" });
  });

  it("refuses a second publisher, says so once per five seconds, and plays on", async () => {
    const sink = streams.publish(steady(1));
    for (let knock = 0; knock < 10; knock++) {
      expect(streams.registry.publish(permit, testPublisher())).toBeNull();
      streams.passMs(200);
      send(sink, steady(0.1));
    }
    expect(types().filter((type) => type === "publish.refused")).toHaveLength(1);
    expect(streams.facts.at(-1)).toMatchObject({ reason: "already-publishing", address: "203.0.113.9" });
    expect(snapshot()?.phase).toBe("live");
  });

  it("lets a newcomer in when the first has been silent, and hears the first no more", () => {
    const first = testPublisher();
    const sink = streams.registry.publish(permit, first);
    streams.passMs(3_500);
    streams.publish(steady(1));
    expect(first.causes).toEqual(["replaced"]);
    sink?.close("connection-closed");
    expect(snapshot()?.phase).toBe("live");
  });

  it("ends as publisher-lost when the window is over, not before", () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      streams.publish(steady(1)).close("timed-out");
      vi.advanceTimersByTime(29_999);
      expect(types()).not.toContain("stream.ended");
      vi.advanceTimersByTime(2);
      expect(streams.facts.at(-1)).toMatchObject({ type: "stream.ended", reason: "publisher-lost" });
      expect(streams.registry.snapshots()).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });

  it("stays when the publisher is back in time", () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      streams.publish(steady(1)).close("timed-out");
      vi.advanceTimersByTime(20_000);
      streams.publish(steady(1));
      vi.advanceTimersByTime(60_000);
      expect(types()).toEqual(["publish.started", "stream.live", "publish.lost", "publish.started"]);
      expect(snapshot()?.phase).toBe("live");
    } finally {
      vi.useRealTimers();
    }
  });

  it("is ended by the app once, whatever comes after", () => {
    const publisher = testPublisher();
    const sink = streams.registry.publish(permit, publisher);
    streams.registry.end(permit.streamId, "creator-suspended");
    streams.registry.end(permit.streamId, "ended-by-creator");
    sink?.close("creator-suspended");
    expect(publisher.causes).toEqual(["creator-suspended"]);
    expect(types()).toEqual(["publish.started", "stream.ended"]);
  });

  it("is cut off by a rotated key and keeps its window", () => {
    const publisher = testPublisher();
    const sink = streams.registry.publish(permit, publisher);
    streams.registry.disconnect(permit.streamId, "key-rotated");
    sink?.close("key-rotated");
    expect(publisher.causes).toEqual(["key-rotated"]);
    expect(types()).toEqual(["publish.started", "publish.lost"]);
    expect(snapshot()?.phase).toBe("reconnecting");
  });

  it("counts bytes in and out over all its publishers", async () => {
    streams.publish(steady(1)).close("unpublished");
    const first = snapshot()?.usage.bytesIn ?? 0;
    streams.publish(steady(1));
    const { body } = await streams.get(`/live/${permit.streamId}/source/media.m3u8`);
    expect(snapshot()?.usage).toMatchObject({ bytesIn: 2 * first, bytesOut: body.length });
  });
});
