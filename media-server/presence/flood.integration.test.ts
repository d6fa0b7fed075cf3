import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { servePublicUpgrades } from "../public-upgrades";
import { PresenceHub } from "./presence-hub";
import { serveWatch } from "./watch-server";

const JOINS = 10_000;
const AT_ONCE = 100;
const ADMITTED = 50;
const patient = { timeout: 20_000, interval: 50 };

let hub: PresenceHub;
let server: Server;
let watch: ReturnType<typeof serveWatch>;
const open: Socket[] = [];

beforeEach(async () => {
  hub = new PresenceHub(20);
  server = createServer((_request, response) => response.writeHead(404).end());
  watch = serveWatch(hub, { maxPerAddress: ADMITTED, trustsProxy: true });
  servePublicUpgrades(server, [watch.upgrade]);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  for (const socket of open.splice(0)) socket.destroy();
  watch.close();
  hub.close();
  server.close();
  server.closeAllConnections();
});

/** Joins a topic as somebody; resolves with the status, and keeps the connection when it was let in. */
function join(topic: string, viewer: string, address: string): Promise<number> {
  // A listening TCP server's address is always an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("error", reject);
    socket.once("data", (head) => {
      const status = Number(head.toString("latin1").slice(9, 12));
      if (status === 101) open.push(socket);
      else socket.destroy();
      resolve(status);
    });
    const lines = [
      `GET /watch?topic=${topic}&viewer=${viewer} HTTP/1.1`,
      "host: x",
      "connection: Upgrade",
      "upgrade: websocket",
      "sec-websocket-version: 13",
      "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==",
      `x-forwarded-for: ${address}`,
    ];
    socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  });
}

it("ten thousand joins of one address are refused past its share, and keep nobody else out", async () => {
  const statuses = new Map<number, number>();
  const rssBefore = process.memoryUsage.rss();
  for (let from = 0; from < JOINS; from += AT_ONCE) {
    const batch = Array.from({ length: AT_ONCE }, (_, index) =>
      join(`topic-${from + index}-x`, `viewer-${from + index}-x`, "203.0.113.66"),
    );
    for (const status of await Promise.all(batch)) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  expect(Object.fromEntries(statuses)).toEqual({ 101: ADMITTED, 429: JOINS - ADMITTED });
  expect((process.memoryUsage.rss() - rssBefore) / 1e6).toBeLessThan(200);
  expect(await join("topic-of-another", "viewer-0001", "203.0.113.67")).toBe(101);
  for (const socket of open.splice(0)) socket.destroy();
  await vi.waitFor(async () => {
    expect(await join("topic-again", "viewer-0002", "203.0.113.66")).toBe(101);
  }, patient);
}, 60_000);
