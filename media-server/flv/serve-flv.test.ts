import { type ClientRequest, get, type IncomingMessage, request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import type { AccessRefusal } from "../access/playback-gate";
import type { MediaSink } from "../media";
import { ByteBudget } from "../packaging/byte-budget";
import { serveHls } from "../packaging/serve-hls";
import { fastPublic, type MediaArea, servePublic } from "../public-routes";
import { createPublicServer } from "../public-server";
import { servePublicUpgrades } from "../public-upgrades";
import type { LiveStream } from "../streams/live-stream";
import { StreamRegistry } from "../streams/stream-registry";
import { permit, send, testPublisher } from "../testing/serve-test-streams";
import { audioConfig, syntheticFrames, videoConfig } from "../testing/synthetic-media";
import { serveFlvSockets } from "./flv-sockets";
import { serveFlv } from "./serve-flv";
import { readFlv } from "./testing/read-flv";
import { ViewerSeats } from "./viewer-seats";

const PATH = "/live/stream-0001/stream.flv";
const GOOD = "/live/stream-0001/~good/stream.flv";
const usual = { fps: 30, gop: 30, seconds: 1, audioRate: 48_000 };

let server: Server;
let registry: StreamRegistry;
let sink: MediaSink;
let sockets: { close(): void };
let refusal: AccessRefusal | null;
let nextMs: number;
const open: { destroy(): void }[] = [];

beforeEach(async () => {
  refusal = null;
  nextMs = 0;
  registry = new StreamRegistry({
    now: Date.now,
    report: () => {},
    tick: () => {},
    viewersOf: () => 0,
    budget: new ByteBudget(1e9),
    maxStreamBytes: 1e8,
  });
  const limits = { seats: new ViewerSeats(30), trustsProxy: false };
  const live: MediaArea<LiveStream> = {
    name: "live",
    find: (id) => registry.find(id),
    refusal: (_stream, token) => (token === "good" ? null : refusal),
    isProtected: () => refusal !== null,
    served: (stream, bytes) => stream.served(bytes),
    routes: [serveHls, serveFlv(limits)],
  };
  const capped = { maxConnections: 500, maxConnectionsPerAddress: 500 };
  server = createPublicServer(capped, servePublic([live]), fastPublic([live]));
  const flvSockets = serveFlvSockets(live, limits);
  sockets = flvSockets;
  servePublicUpgrades(server, [flvSockets.upgrade]);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  sink = registry.publish(permit, testPublisher()) ?? expect.fail("somebody publishes already");
  sink.videoConfig(videoConfig());
  sink.audioConfig(audioConfig());
  goOn();
});
afterEach(async () => {
  for (const one of open.splice(0)) one.destroy();
  sockets.close();
  registry.close();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
});

/** One more second of the stream. */
function goOn() {
  send(sink, syntheticFrames({ ...usual, fromMs: nextMs }));
  nextMs += 1_000;
}

// A listening TCP server's address is always an AddressInfo.
const port = () => (server.address() as AddressInfo).port;
const stream = () => registry.find(permit.streamId) ?? expect.fail("the stream is gone");

interface Watching {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly request: ClientRequest;
  bytes(): Buffer;
  hasEnded(): boolean;
}

function watch(path = PATH, options: { method?: string } = {}): Promise<Watching> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port: port(), path, agent: false, ...options }, (response) => {
      const chunks: Buffer[] = [];
      let hasEnded = false;
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        hasEnded = true;
      });
      response.on("error", () => {});
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        request: sent,
        bytes: () => Buffer.concat(chunks),
        hasEnded: () => hasEnded,
      });
    });
    open.push(sent);
    sent.on("error", reject);
    sent.end();
  });
}

function watchSocket(path = PATH) {
  const socket = new WebSocket(`ws://127.0.0.1:${port()}${path}`, { autoPong: true });
  open.push({ destroy: () => socket.terminate() });
  const chunks: Buffer[] = [];
  const state = { code: 0, failure: "", isOpen: false };
  socket.on("open", () => {
    state.isOpen = true;
  });
  // Binary messages come as buffers unless asked for otherwise.
  socket.on("message", (data) => chunks.push(data as Buffer));
  socket.on("close", (code) => {
    state.code = code;
  });
  socket.on("error", (error) => {
    state.failure = error.message;
  });
  return { socket, state, bytes: () => Buffer.concat(chunks) };
}

const picturesIn = (bytes: Buffer) => readFlv(bytes).tags.filter((tag) => tag.picture).length;

const upgrading = (path: string) =>
  `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: ${Buffer.alloc(16).toString("base64")}\r\n\r\n`;

/** Sends raw bytes and gives what came back until the connection ended. */
function exchange(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port(), "127.0.0.1", () => socket.write(text));
    open.push(socket);
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(answer));
  });
}

describe("the standing response", () => {
  it("begins with a picture, goes on with the stream, is counted, and ends with it", async () => {
    const viewer = await watch();
    expect(viewer.status).toBe(200);
    expect(viewer.headers).toMatchObject({
      "content-type": "video/x-flv",
      "transfer-encoding": "chunked",
      "access-control-allow-origin": "*",
      "cache-control": "no-store",
    });
    await vi.waitFor(() => expect(picturesIn(viewer.bytes())).toBe(30));
    goOn();
    await vi.waitFor(() => expect(picturesIn(viewer.bytes())).toBe(60));
    expect(readFlv(viewer.bytes()).flags).toBe(5);
    expect(stream().usage.bytesOut).toBe(viewer.bytes().length);
    stream().end("ended-by-creator");
    await vi.waitFor(() => expect(viewer.hasEnded()).toBe(true));
    expect((await watch()).status).toBe(404);
  });

  it("outlives silence, and a publisher who is away", async () => {
    server.timeout = 100;
    const viewer = await watch();
    sink.close("connection-closed");
    await new Promise((resolve) => setTimeout(resolve, 400));
    sink = registry.publish(permit, testPublisher()) ?? expect.fail("somebody publishes already");
    sink.videoConfig(videoConfig());
    sink.audioConfig(audioConfig());
    const before = picturesIn(viewer.bytes());
    goOn();
    await vi.waitFor(() => expect(picturesIn(viewer.bytes())).toBe(before + 30));
  });

  it("tells a HEAD what it would be, and lets nobody write", async () => {
    const head = await watch(PATH, { method: "HEAD" });
    expect([head.status, head.headers["content-type"]]).toEqual([200, "video/x-flv"]);
    expect((await watch(PATH, { method: "POST" })).status).toBe(405);
    expect((await watch(PATH, { method: "OPTIONS" })).headers["access-control-allow-methods"]).toContain(
      "GET",
    );
    expect(stream().flv.viewerCount).toBe(0);
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
    expect((await watch(path)).status).toBe(404);
    expect((await exchange(upgrading(path))).slice(9, 12)).toBe("404");
  });

  it("gives the seat back when its viewer leaves, also when a slow one does", async () => {
    const viewers = await Promise.all(Array.from({ length: 30 }, () => watch()));
    expect((await watch()).status).toBe(429);
    const refused = watchSocket();
    await vi.waitFor(() => expect(refused.state.failure).toContain("429"));
    for (const viewer of viewers) viewer.request.destroy();
    await vi.waitFor(() => expect(stream().flv.viewerCount).toBe(0));
    expect((await watch()).status).toBe(200);
  });
});

describe("a protected stream", () => {
  it("is refused without a token, over HTTP and WebSocket, and given with one", async () => {
    refusal = "token-missing";
    expect((await watch()).status).toBe(401);
    const without = watchSocket();
    await vi.waitFor(() => expect(without.state.failure).toContain("401"));
    expect((await watch(GOOD)).status).toBe(200);
    const viewer = watchSocket(GOOD);
    await vi.waitFor(() => expect(picturesIn(viewer.bytes())).toBe(30));
  });

  it("ends for whoever is turned out, and for nobody else", async () => {
    const [plain, good] = [await watch(), await watch(GOOD)];
    const [plainSocket, goodSocket] = [watchSocket(), watchSocket(GOOD)];
    await vi.waitFor(() => expect(stream().flv.viewerCount).toBe(4));
    registry.recheck((_stream, token) => token === "good");
    await vi.waitFor(() => expect([plain.hasEnded(), plainSocket.state.code]).toEqual([true, 1001]));
    expect([good.hasEnded(), goodSocket.state.code]).toEqual([false, 0]);
  });
});

describe("WebSockets", () => {
  it("get the same bytes, and are closed when the stream ends", async () => {
    const [viewer, response] = [watchSocket(), await watch()];
    await vi.waitFor(() => expect(viewer.state.isOpen).toBe(true));
    await vi.waitFor(() => expect(stream().flv.viewerCount).toBe(2));
    goOn();
    await vi.waitFor(() => expect(picturesIn(viewer.bytes())).toBe(60));
    await vi.waitFor(() => expect(viewer.bytes().equals(response.bytes())).toBe(true));
    stream().end("ended-by-creator");
    await vi.waitFor(() => expect(viewer.state.code).toBe(1001));
  });

  it.each([
    ["words", (socket: WebSocket) => socket.send("hello")],
    ["bytes", (socket: WebSocket) => socket.send(Buffer.alloc(60_000, 7))],
    ["pings without end", (socket: WebSocket) => Array.from({ length: 100 }, () => socket.ping())],
  ])("are closed when they send %s", async (_name, act) => {
    const { socket, state } = watchSocket();
    await vi.waitFor(() => expect(state.isOpen).toBe(true));
    act(socket);
    await vi.waitFor(() => expect([1006, 1008, 1009]).toContain(state.code));
    await vi.waitFor(() => expect(stream().flv.viewerCount).toBe(0));
  });

  it("are closed when what they send are no frames", async () => {
    const answer = await exchange(`${upgrading(PATH)}${"\xff".repeat(200)}`);
    expect(answer).toContain("101 Switching Protocols");
    await vi.waitFor(() => expect(stream().flv.viewerCount).toBe(0));
  });

  it.each([
    ["without a key", "upgrade: websocket\r\nsec-websocket-version: 13", "400"],
    ["with a bad key", "upgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: x", "400"],
    ["to another protocol", "upgrade: h2c", "400"],
  ])("are refused %s", async (_name, headers, status) => {
    const answer = await exchange(
      `GET ${PATH} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\n${headers}\r\n\r\n`,
    );
    expect(answer.slice(9, 12)).toBe(status);
    expect(stream().flv.viewerCount).toBe(0);
  });

  it("come and go in crowds without leaving anything behind", async () => {
    const settled = { refused: 0, joined: 0 };
    for (let round = 0; round < 10; round++) {
      await Promise.all(
        Array.from({ length: 50 }, async () => {
          const { socket, state } = watchSocket();
          await vi.waitFor(() => expect(state.isOpen || state.failure !== "").toBe(true));
          if (state.isOpen) settled.joined += 1;
          else settled.refused += 1;
          socket.terminate();
        }),
      );
    }
    expect(settled.joined + settled.refused).toBe(500);
    expect(settled.refused).toBeGreaterThan(0);
    await vi.waitFor(() => expect(stream().flv.viewerCount).toBe(0));
    expect((await watch()).status).toBe(200);
  });
});

it("a viewer who doesn't read is held back by the socket, not in memory", async () => {
  const stuck = get({ host: "127.0.0.1", port: port(), path: PATH, agent: false });
  open.push(stuck);
  stuck.on("error", () => {});
  stuck.on("response", (response) => response.pause());
  await vi.waitFor(() => expect(stream().flv.viewerCount).toBe(1));
  const data = Buffer.alloc(100_000);
  for (let index = 0; index < 600; index++) {
    sink.video({ dtsMs: nextMs + index * 33, compositionOffsetMs: 0, isKeyFrame: index % 60 === 0, data });
    if (index % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  expect(stream().usage.bytesOut).toBeLessThan(20_000_000);
});
