import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readFragment } from "../testing/read-boxes";
import { permit, send, serveTestStreams, type TestStreams } from "../testing/serve-test-streams";
import { syntheticFrames, videoConfig } from "../testing/synthetic-media";

const INDEX = `/live/${permit.streamId}/index.m3u8`;
const MEDIA = `/live/${permit.streamId}/source/media.m3u8`;
const file = (name: string) => `/live/${permit.streamId}/source/${name}`;
const steady = (seconds: number, fromMs = 0) =>
  syntheticFrames({ fps: 30, gop: 30, seconds, fromMs, audioRate: 48_000 });

let streams: TestStreams;
beforeEach(async () => {
  streams = await serveTestStreams();
});
afterEach(() => streams.close());

function newest(text: string) {
  const [, msn = "", part = ""] = /PRELOAD-HINT:TYPE=PART,URI="(\d+)\.(\d+)\.m4s"/.exec(text) ?? [];
  return { msn: Number(msn), part: Number(part) };
}

/** Decoding time of the newest part's first frame, in 1/90000 s. */
async function newestMediaTime(): Promise<number> {
  const { msn, part } = newest((await streams.get(MEDIA)).text);
  const { body } = await streams.get(file(part > 0 ? `${msn}.${part - 1}.m4s` : `${msn - 1}.4.m4s`));
  return readFragment(body)[0]?.decodeTime ?? 0;
}

describe("what viewers fetch", () => {
  it("is offline until there is a part", async () => {
    expect(await streams.get(INDEX)).toMatchObject({ status: 404, text: '{"error":"offline"}' });
    streams.publish(steady(0.1));
    expect(await streams.get(INDEX)).toMatchObject({ status: 404, text: '{"error":"offline"}' });
  });

  it("is a multivariant playlist, a media playlist, and every file that it names", async () => {
    streams.publish(steady(3.5));
    const index = await streams.get(INDEX);
    expect(index.text).toContain(
      'RESOLUTION=1280x720,FRAME-RATE=30.000,STABLE-VARIANT-ID="source"\nsource/media.m3u8',
    );
    const media = await streams.get(MEDIA);
    expect(media.headers["content-type"]).toBe("application/vnd.apple.mpegurl");
    const names = [...media.text.matchAll(/(?:URI="|^)([\w.-]+\.(?:mp4|m4s))/gm)].map(
      ([, name]) => name ?? "",
    );
    expect(names.length).toBeGreaterThan(20);
    for (const name of names.slice(0, -1)) {
      const found = await streams.get(file(name));
      expect(found).toMatchObject({ status: 200, headers: { "access-control-allow-origin": "*" } });
      expect(found.headers["cache-control"]).toContain("immutable");
      expect(found.headers["content-encoding"]).toBeUndefined();
    }
  });

  it("is the same bytes as segment and as parts", async () => {
    streams.publish(steady(2.5));
    const { text } = await streams.get(MEDIA);
    const [, msn] = /^(\d+)\.m4s$/m.exec(text) ?? [];
    const parts = await Promise.all([0, 1, 2, 3, 4].map((part) => streams.get(file(`${msn}.${part}.m4s`))));
    const whole = await streams.get(file(`${msn}.m4s`));
    expect(Buffer.concat(parts.map((part) => part.body)).equals(whole.body)).toBe(true);
  });

  it("is gzipped only for those who ask, and only playlists", async () => {
    streams.publish(steady(3));
    const plain = await streams.get(MEDIA);
    const zipped = await streams.get(MEDIA, { headers: { "accept-encoding": "gzip, deflate" } });
    expect(zipped.headers).toMatchObject({ "content-encoding": "gzip", vary: "accept-encoding" });
    expect(gunzipSync(zipped.body).toString()).toBe(plain.text);
    const refused = await streams.get(MEDIA, { headers: { "accept-encoding": "gzip;q=0, br" } });
    expect(refused.text).toBe(plain.text);
  });

  it.each([
    "/",
    "/live",
    "/live/",
    `/live/${permit.streamId}`,
    `/live/${permit.streamId}/`,
    "/live/../etc/passwd",
    "/control/v1/health",
    file("../index.m3u8"),
    file("media.m3u8/"),
    file("%2e%2e/x"),
    file("init-1.mp4"),
    file("1.m4s"),
    file("__proto__"),
    "/live//source/media.m3u8",
    "/live/unknown-1/source/media.m3u8",
  ])("is nothing else: %s", async (path) => {
    streams.publish(steady(1));
    expect((await streams.get(path)).status).toBe(404);
  });

  it("answers other methods as HTTP wants", async () => {
    streams.publish(steady(1));
    expect(await streams.get(MEDIA, { method: "HEAD" })).toMatchObject({ status: 200, text: "" });
    expect(await streams.get(MEDIA, { method: "OPTIONS" })).toMatchObject({
      status: 204,
      headers: { "access-control-allow-origin": "*" },
    });
    expect((await streams.get(MEDIA, { method: "POST" })).status).toBe(405);
    expect((await streams.get(`${MEDIA}?${"x".repeat(1100)}`)).status).toBe(414);
    expect((await streams.get("/healthz")).text).toBe("ok\n");
  });
});

describe("blocking reload", () => {
  it("answers everybody with one playlist as soon as the part is there", async () => {
    const sink = streams.publish(steady(2.2));
    const { msn, part } = newest((await streams.get(MEDIA)).text);
    let done = 0;
    const waiting = Array.from({ length: 20 }, () =>
      streams.get(`${MEDIA}?_HLS_msn=${msn}&_HLS_part=${part}`).finally(() => done++),
    );
    await streams.get("/healthz");
    expect(done).toBe(0);
    send(
      sink,
      steady(2.4).filter((item) => item.atMs >= 2200),
    );
    for (const { status, text, headers } of await Promise.all(waiting)) {
      expect(status).toBe(200);
      expect(text).toContain(`URI="${msn}.${part}.m4s"`);
      expect(headers["cache-control"]).toBe("public, max-age=24");
    }
  });

  it("holds a request for the hinted part until it is there", async () => {
    const sink = streams.publish(steady(2.2));
    const { msn, part } = newest((await streams.get(MEDIA)).text);
    const waiting = streams.get(file(`${msn}.${part}.m4s`));
    await streams.get("/healthz");
    send(
      sink,
      steady(2.4).filter((item) => item.atMs >= 2200),
    );
    expect((await waiting).status).toBe(200);
  });

  it("takes a part past its segment's end for the first of the next", async () => {
    const sink = streams.publish(steady(1.1));
    const { msn } = newest((await streams.get(MEDIA)).text);
    const waiting = streams.get(`${MEDIA}?_HLS_msn=${msn - 1}&_HLS_part=9`);
    send(
      sink,
      steady(1.4).filter((item) => item.atMs >= 1100),
    );
    expect((await waiting).text).toContain(`URI="${msn}.0.m4s"`);
  });

  it.each([
    ["_HLS_msn=AHEAD", 400],
    ["_HLS_part=0", 400],
    ["_HLS_msn=x", 400],
    ["_HLS_msn=-1", 400],
    ["_HLS_msn=1&_HLS_part=1.5", 400],
    ["_HLS_msn=1", 200],
    ["utm=1", 200],
  ])("judges ?%s with %i", async (query, status) => {
    streams.publish(steady(2));
    const { msn } = newest((await streams.get(MEDIA)).text);
    expect((await streams.get(`${MEDIA}?${query.replace("AHEAD", String(msn + 3))}`)).status).toBe(status);
  });

  it("gives up after three target durations", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
    try {
      streams.publish(steady(2.2));
      const { msn, part } = newest((await streams.get(MEDIA)).text);
      const waiting = streams.get(`${MEDIA}?_HLS_msn=${msn}&_HLS_part=${part}`);
      await streams.get("/healthz");
      vi.advanceTimersByTime(13_000);
      expect((await waiting).status).toBe(503);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("over time", () => {
  it("keeps the DVR window and no more", async () => {
    const sink = streams.publish([]);
    for (let second = 0; second < 60; second++) {
      send(sink, steady(1, second * 1000));
      streams.passMs(1000);
    }
    const { text } = await streams.get(MEDIA);
    expect(text.match(/#EXTINF/g)).toHaveLength(20);
    expect(streams.registry.find(permit.streamId)?.renditions.get("source")?.window.files.size).toBeLessThan(
      35 * 6,
    );
    const delta = await streams.get(`${MEDIA}?_HLS_skip=YES`);
    expect(delta.text.length).toBeLessThanOrEqual(text.length);
  });

  it("stays below its bytes by giving up the oldest first", async () => {
    await streams.close();
    streams = await serveTestStreams({ maxStreamBytes: 40_000 });
    const sink = streams.publish([]);
    for (let second = 0; second < 30; second++) send(sink, steady(1, second * 1000));
    const { text } = await streams.get(MEDIA);
    const segments = text.match(/#EXTINF/g)?.length ?? 0;
    expect(segments).toBeGreaterThanOrEqual(2);
    expect(segments).toBeLessThan(12);
  });

  it("goes on after a lost publisher with a discontinuity and the wall clock's time", async () => {
    streams.publish(steady(2)).close("connection-closed");
    const before = await streams.get(MEDIA);
    expect(before.text).not.toContain("ENDLIST");
    const { msn, part } = newest(before.text);
    const waiting = streams.get(`${MEDIA}?_HLS_msn=${msn}&_HLS_part=${part}`);
    streams.passMs(7_000);
    streams.publish(steady(2), videoConfig(640, 360));
    const { text } = await waiting;
    expect(text).toMatch(/#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI="init-\d+\.mp4"\n#EXT-X-PROGRAM-DATE-TIME/);
    expect((await streams.get(INDEX)).text).toContain("RESOLUTION=640x360");
  });

  it("uses the same init segment when the encoder comes back unchanged", async () => {
    streams.publish(steady(2)).close("connection-closed");
    streams.publish(steady(2));
    const { text } = await streams.get(MEDIA);
    expect(text.match(/EXT-X-MAP/g)).toHaveLength(1);
    expect(text).toContain("#EXT-X-DISCONTINUITY\n#EXT-X-PROGRAM");
  });

  it("ends with ENDLIST at once, for those who wait too, and is gone a minute later", async () => {
    streams.publish(steady(2.2));
    const { msn, part } = newest((await streams.get(MEDIA)).text);
    const playlist = streams.get(`${MEDIA}?_HLS_msn=${msn}&_HLS_part=${part}`);
    const hinted = streams.get(file(`${msn}.${part}.m4s`));
    await streams.get("/healthz");
    streams.registry.end(permit.streamId, "ended-by-creator");
    expect((await playlist).text).toContain("#EXT-X-ENDLIST");
    expect((await hinted).status).toBe(404);
    expect((await streams.get(MEDIA)).status).toBe(200);
    streams.passMs(61_000);
    await vi.waitFor(async () => expect((await streams.get(MEDIA)).status).toBe(404), { timeout: 4_000 });
  });

  it("goes on with higher numbers and later media times when it starts anew", async () => {
    streams.publish(steady(2));
    const first = newest((await streams.get(MEDIA)).text).msn;
    const firstTime = await newestMediaTime();
    streams.registry.end(permit.streamId, "publisher-lost");
    streams.passMs(2_000);
    streams.publish(steady(2));
    const text = (await streams.get(MEDIA)).text;
    expect(Number(/MEDIA-SEQUENCE:(\d+)/.exec(text)?.[1])).toBeGreaterThan(first);
    expect(await newestMediaTime()).toBe(firstTime + 2 * 90_000);
  });
});
