import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { WebSocket as NodeWebSocket, WebSocketServer } from "ws";
import type { WatchMessage } from "@/lib/wire/presence";
import { delayMs, openPresence, type PresenceClient } from "./presence-client";

let server: WebSocketServer;
let client: PresenceClient | null = null;
const heard: string[] = [];
const addresses: string[] = [];

function listen(port = 0): Promise<number> {
  server = new WebSocketServer({ host: "127.0.0.1", port });
  server.on("connection", (socket, request) => {
    addresses.push(request.url ?? "");
    socket.on("message", (data) => heard.push(String(data)));
  });
  return new Promise((resolve) => {
    server.once("listening", () => {
      const address = server.address() as AddressInfo; // A TCP server's address is never a string.
      resolve(address.port);
    });
  });
}

async function stop(): Promise<void> {
  for (const socket of server.clients) socket.terminate();
  await new Promise((resolve) => server.close(resolve));
}

const open = (port: number, onMessage: (message: WatchMessage) => void = () => undefined) => {
  const states: boolean[] = [];
  client = openPresence({
    url: `ws://127.0.0.1:${port}/watch`,
    topic: "channel-01",
    viewer: "viewer-0001",
    onMessage,
    onConnected: (isConnected) => states.push(isConnected),
  });
  return states;
};

beforeEach(() => {
  vi.stubGlobal("WebSocket", NodeWebSocket);
  heard.length = 0;
  addresses.length = 0;
});
afterEach(async () => {
  client?.close();
  await stop();
  vi.unstubAllGlobals();
});

it("asks for its topic and counts as a viewer only once it watches", async () => {
  open(await listen());
  await vi.waitFor(() => expect(heard).toEqual(['{"type":"watching","watching":false}']));
  client?.setWatching(true);
  await vi.waitFor(() => expect(heard[1]).toBe('{"type":"watching","watching":true}'));
  expect(addresses).toEqual(["/watch?topic=channel-01&viewer=viewer-0001"]);
});

it("hears announcements and numbers, and passes over what it does not understand", async () => {
  const messages: WatchMessage[] = [];
  open(await listen(), (message) => messages.push(message));
  await vi.waitFor(() => expect(server.clients.size).toBe(1));
  for (const socket of server.clients) {
    for (const text of ["garbage", '{"type":"fireworks"}', '{"type":"viewers","viewers":-1}'])
      socket.send(text);
    socket.send('{"type":"viewers","viewers":3}');
  }
  await vi.waitFor(() => expect(messages).toEqual([{ type: "viewers", viewers: 3 }]));
});

it("comes back by itself after the server restarts, still watching, as the same viewer", async () => {
  const port = await listen();
  const states = open(port);
  client?.setWatching(true);
  await vi.waitFor(() => expect(heard).toContain('{"type":"watching","watching":true}'));
  await stop();
  await vi.waitFor(() => expect(states).toContain(false));
  heard.length = 0;
  await listen(port);
  await vi.waitFor(() => expect(heard).toEqual(['{"type":"watching","watching":true}']), 5000);
  expect(new Set(addresses).size).toBe(1);
});

it("waits longer each time, up to ten seconds, and never all at once", () => {
  expect([delayMs(0, 0), delayMs(0, 1), delayMs(50, 0), delayMs(50, 1)]).toEqual([250, 500, 5000, 10_000]);
});
