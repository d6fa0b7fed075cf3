import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import type { Announcement } from "../../lib/wire/control";
import type { ExperienceReport } from "../../lib/wire/experience";
import { servePublicUpgrades } from "../public-upgrades";
import { PresenceHub } from "./presence-hub";
import type { Reporter } from "./stream-experience";
import { serveWatch } from "./watch-server";

const CHANNEL = "channel-0001";
const STREAM = "stream-0001";
const announcement: Announcement = {
  streamId: STREAM,
  title: "Hello",
  broadcast: "live",
  startedAt: 1,
  playback: [],
};
const experience: ExperienceReport = {
  streamId: STREAM,
  run: 7,
  way: "hls",
  startupMs: 900,
  watchedMs: 0,
  stalledMs: 0,
  stalls: 0,
  latencyMs: null,
  fault: null,
};

let hub: PresenceHub;
let server: Server;
let watch: { close(): void };
const heard: { reporter: Reporter; report: ExperienceReport }[] = [];
const opened: WebSocket[] = [];

beforeEach(async () => {
  heard.length = 0;
  hub = new PresenceHub(3);
  hub.announce([CHANNEL], announcement);
  server = createServer();
  const served = serveWatch(hub, { maxPerAddress: 20 }, (reporter, report) =>
    heard.push({ reporter, report }),
  );
  servePublicUpgrades(server, [served.upgrade]);
  watch = served;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  for (const socket of opened.splice(0)) socket.terminate();
  watch.close();
  hub.close();
  server.close();
  server.closeAllConnections();
});

async function viewer({ topic = CHANNEL, isWatching = true } = {}) {
  // A listening TCP server's address is always an AddressInfo.
  const { port } = server.address() as AddressInfo;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/watch?topic=${topic}&viewer=viewer-0001`);
  opened.push(socket);
  const end = { code: 0 };
  socket.on("close", (code) => {
    end.code = code;
  });
  await new Promise((resolve) => socket.once("open", resolve));
  const say = (message: unknown) => socket.send(JSON.stringify(message));
  if (isWatching) say({ type: "watching", watching: true });
  const tell = (change: object = {}) => say({ type: "experience", experience: { ...experience, ...change } });
  /** Resolves when the server has worked through all that was said. */
  const worked = () =>
    new Promise((resolve) => {
      socket.once("pong", resolve);
      socket.ping();
    });
  return { socket, end, say, tell, worked };
}

it("a viewer's report is heard with its address, which the viewer can't choose", async () => {
  const { tell, worked } = await viewer();
  tell({ address: "203.0.113.99", viewer: "somebody-else" });
  await worked();
  expect(heard).toMatchObject([{ reporter: { viewer: "viewer-0001", address: "127.0.0.1" } }]);
  expect(heard[0]?.report).toEqual(experience);
});

it("who doesn't watch isn't heard, except that playing failed", async () => {
  const { tell, worked, end } = await viewer({ isWatching: false });
  tell();
  tell({ fault: "unsupported" });
  await worked();
  expect(heard.map(({ report }) => report.fault)).toEqual(["unsupported"]);
  expect(end.code).toBe(0);
});

it("nobody is heard on a stream that isn't what their page shows, or isn't on air", async () => {
  const here = await viewer();
  here.tell({ streamId: "stream-0002" });
  const elsewhere = await viewer({ topic: "stream-0003" });
  elsewhere.tell({ streamId: "stream-0003" });
  await Promise.all([here.worked(), elsewhere.worked()]);
  hub.announce([CHANNEL], { ...announcement, broadcast: "ended" });
  here.tell();
  await here.worked();
  expect(heard).toEqual([]);
});

it.each([
  ["a negative figure", { watchedMs: -1 }, 1008],
  ["no figure", { watchedMs: null }, 1008],
  ["a strange stream", { streamId: "../../etc" }, 1008],
  ["more than a kilobyte", { pad: "x".repeat(2_000) }, 1009],
])("whoever sends %s is hung up on", async (_what, change, code) => {
  const { tell, end } = await viewer();
  tell(change);
  await vi.waitFor(() => expect(end.code).toBe(code));
  expect(heard).toEqual([]);
});

it("a flood of reports ends with the connection", async () => {
  const { tell, end } = await viewer();
  for (let index = 0; index < 100; index++) tell();
  await vi.waitFor(() => expect(end.code).toBe(1008));
  expect(heard.length).toBeLessThan(20);
});
