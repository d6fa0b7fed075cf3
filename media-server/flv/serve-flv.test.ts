import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  FLV_PATH,
  FlvTestServer,
  GOOD_PATH,
  picturesIn,
  SEATS,
  until,
  upgrading,
} from "./testing/flv-test-server";
import { readFlv } from "./testing/read-flv";

let server: FlvTestServer;
beforeEach(async () => {
  server = await new FlvTestServer().listen();
});
afterEach(() => server.close());

describe("the standing response", () => {
  it("begins with a picture, goes on with the stream, is counted, and ends with it", async () => {
    const viewer = await server.watch();
    expect(viewer.status).toBe(200);
    expect(viewer.headers).toMatchObject({
      "content-type": "video/x-flv",
      "transfer-encoding": "chunked",
      "access-control-allow-origin": "*",
      "cache-control": "no-store",
    });
    await until(() => expect(picturesIn(viewer.bytes())).toBe(30));
    server.goOn();
    await until(() => expect(picturesIn(viewer.bytes())).toBe(60));
    expect(readFlv(viewer.bytes()).flags).toBe(5);
    expect(server.stream.usage.bytesOut).toBe(viewer.bytes().length);
    server.stream.end("ended-by-creator");
    await until(() => expect(viewer.hasEnded()).toBe(true));
    expect((await server.watch()).status).toBe(404);
  });

  it("outlives silence, and a publisher who is away", async () => {
    server.server.timeout = 100;
    const viewer = await server.watch();
    server.sink.close("connection-closed");
    // Whoever waits for a playlist in the same silence is cut off meanwhile.
    const next = (server.stream.renditions.get("source")?.window.lastMsn ?? 0) + 1;
    const waiting = server.watch(`/live/stream-0001/source/media.m3u8?_HLS_msn=${next}`, { method: "HEAD" });
    await expect(waiting).rejects.toThrow();
    server.publish();
    const before = picturesIn(viewer.bytes());
    server.goOn();
    await until(() => expect(picturesIn(viewer.bytes())).toBe(before + 30));
  });

  it("tells a HEAD what it would be, and lets nobody write", async () => {
    const head = await server.watch(FLV_PATH, { method: "HEAD" });
    expect([head.status, head.headers["content-type"]]).toEqual([200, "video/x-flv"]);
    expect((await server.watch(FLV_PATH, { method: "POST" })).status).toBe(405);
    expect(
      (await server.watch(FLV_PATH, { method: "OPTIONS" })).headers["access-control-allow-methods"],
    ).toContain("GET");
    expect(server.stream.flv.viewerCount).toBe(0);
  });

  it.each([
    "/live/stream-0001/stream.flv/",
    "/live/stream-0001//stream.flv",
    "/live/stream-0001/../stream-0001/stream.flv",
    "/live/stream-0001/%2e%2e/stream.flv",
    "/live/stream-0001/source/stream.flv",
    "/live/stream-0002/stream.flv",
    "/live/stream-0001/~/stream.flv",
    "/live/stream-0001/stream.flv%00",
  ])("isn't at %s", async (path) => {
    expect((await server.watch(path)).status).toBe(404);
    expect((await server.exchange(upgrading(path))).slice(9, 12)).toBe("404");
  });

  it("gives the seat back when its viewer leaves, also when a slow one does", async () => {
    const viewers = await Promise.all(Array.from({ length: SEATS }, () => server.watch()));
    expect((await server.watch()).status).toBe(429);
    const refused = server.watchSocket();
    await until(() => expect(refused.state.failure).toContain("429"));
    for (const viewer of viewers) viewer.request.destroy();
    await until(() => expect(server.stream.flv.viewerCount).toBe(0));
    expect((await server.watch()).status).toBe(200);
  });
});

describe("a protected stream", () => {
  it("is refused without a token, over HTTP and WebSocket, and given with one", async () => {
    server.refusal = "token-missing";
    expect((await server.watch()).status).toBe(401);
    const without = server.watchSocket();
    await until(() => expect(without.state.failure).toContain("401"));
    expect((await server.watch(GOOD_PATH)).status).toBe(200);
    const viewer = server.watchSocket(GOOD_PATH);
    await until(() => expect(picturesIn(viewer.bytes())).toBe(30));
  });

  it("ends for whoever is turned out, and for nobody else", async () => {
    const [plain, good] = [await server.watch(), await server.watch(GOOD_PATH)];
    const [plainSocket, goodSocket] = [server.watchSocket(), server.watchSocket(GOOD_PATH)];
    await until(() => expect(server.stream.flv.viewerCount).toBe(4));
    server.registry.recheck((_stream, token) => token === "good");
    await until(() => expect([plain.hasEnded(), plainSocket.state.code]).toEqual([true, 1001]));
    expect([good.hasEnded(), goodSocket.state.code]).toEqual([false, 0]);
  });
});

it("a viewer who doesn't read is held back by the socket, not in memory", async () => {
  server.watchWithoutReading();
  await until(() => expect(server.stream.flv.viewerCount).toBe(1));
  const data = Buffer.alloc(100_000);
  for (let index = 0; index < 600; index++) {
    const dtsMs = server.nextMs + index * 33;
    server.sink.video({ dtsMs, compositionOffsetMs: 0, isKeyFrame: index % 60 === 0, data });
    if (index % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  expect(server.stream.usage.bytesOut).toBeLessThan(20_000_000);
});
