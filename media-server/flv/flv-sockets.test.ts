import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { WebSocket } from "ws";
import { FLV_PATH, FlvTestServer, picturesIn, SEATS, until, upgrading } from "./testing/flv-test-server";

let server: FlvTestServer;
beforeEach(async () => {
  server = await new FlvTestServer().listen();
});
afterEach(() => server.close());

describe("WebSockets", () => {
  it("get the same bytes, and are closed when the stream ends", async () => {
    const [viewer, response] = [server.watchSocket(), await server.watch()];
    await until(() => expect(viewer.state.isOpen).toBe(true));
    await until(() => expect(server.stream.flv.viewerCount).toBe(2));
    server.goOn();
    await until(() => expect(picturesIn(viewer.bytes())).toBe(60));
    await until(() => expect(viewer.bytes().equals(response.bytes())).toBe(true));
    server.stream.end("ended-by-creator");
    await until(() => expect(viewer.state.code).toBe(1001));
  });

  it.each([
    ["words", (socket: WebSocket) => socket.send("hello")],
    ["bytes", (socket: WebSocket) => socket.send(Buffer.alloc(60_000, 7))],
    ["pings without end", (socket: WebSocket) => Array.from({ length: 100 }, () => socket.ping())],
  ])("are closed when they send %s", async (_name, act) => {
    const { socket, state } = server.watchSocket();
    await until(() => expect(state.isOpen).toBe(true));
    act(socket);
    await until(() => expect([1006, 1008, 1009]).toContain(state.code));
    await until(() => expect(server.stream.flv.viewerCount).toBe(0));
  });

  it("are closed when what they send are no frames", async () => {
    const answer = await server.exchange(`${upgrading(FLV_PATH)}${"\xff".repeat(200)}`);
    expect(answer).toContain("101 Switching Protocols");
    await until(() => expect(server.stream.flv.viewerCount).toBe(0));
  });

  it.each([
    ["without a key", "upgrade: websocket\r\nsec-websocket-version: 13", "400"],
    ["with a bad key", "upgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: x", "400"],
    ["to another protocol", "upgrade: h2c", "400"],
  ])("are refused %s", async (_name, headers, status) => {
    const answer = await server.exchange(
      `GET ${FLV_PATH} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\n${headers}\r\n\r\n`,
    );
    expect(answer.slice(9, 12)).toBe(status);
    expect(server.stream.flv.viewerCount).toBe(0);
  });

  it("come and go in crowds, no more at a time than there are seats, and leave nothing behind", async () => {
    for (let round = 0; round < 8; round++) {
      const crowd = Array.from({ length: 2 * SEATS }, () => server.watchSocket());
      await until(() => {
        for (const { state } of crowd) expect(state.isOpen || state.failure !== "").toBe(true);
      });
      expect(crowd.filter(({ state }) => state.isOpen)).toHaveLength(SEATS);
      expect(crowd.filter(({ state }) => state.failure.includes("429"))).toHaveLength(SEATS);
      for (const { socket } of crowd) socket.terminate();
      await until(() => expect(server.stream.flv.viewerCount).toBe(0));
    }
    expect((await server.watch()).status).toBe(200);
  });
});
