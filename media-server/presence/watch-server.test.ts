import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import type { Announcement } from "../../lib/wire/control";
import { WatchMessage } from "../../lib/wire/presence";
import { servePublicUpgrades } from "../public-upgrades";
import { PresenceHub } from "./presence-hub";
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

let hub: PresenceHub;
let server: Server;
let watch: { close(): void };
const opened: WebSocket[] = [];

beforeEach(async () => {
  hub = new PresenceHub(3);
  server = createServer();
  const served = serveWatch(hub, { maxPerAddress: 20, silentMs: 300 });
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

function connect(query: string, options: { autoPong?: boolean } = {}) {
  // A listening TCP server's address is always an AddressInfo.
  const { port } = server.address() as AddressInfo;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/watch?${query}`, options);
  opened.push(socket);
  const messages: WatchMessage[] = [];
  const end = { code: 0, failure: "" };
  socket.on("message", (data) => messages.push(WatchMessage.parse(JSON.parse(String(data)))));
  socket.on("close", (code) => {
    end.code = code;
  });
  socket.on("error", (error) => {
    end.failure = error.message;
  });
  return { socket, messages, end };
}

async function viewer(id: string, topic = CHANNEL, options = {}) {
  const connection = connect(`topic=${topic}&viewer=${id}`, options);
  await vi.waitFor(() => expect(connection.messages.length).toBeGreaterThan(0));
  connection.socket.send('{"type":"watching","watching":true}');
  return connection;
}

const expectViewers = (count: number) =>
  vi.waitFor(() => expect(hub.viewersOf(STREAM)).toBe(count), { timeout: 3_000 });

describe("presence", () => {
  it("tells newcomers what was announced, and everybody what is announced next", async () => {
    hub.announce([CHANNEL], announcement);
    const { messages } = connect(`topic=${CHANNEL}&viewer=viewer-01`);
    await vi.waitFor(() => expect(messages).toHaveLength(2));
    expect(messages[0]).toEqual({ type: "announcement", announcement });
    hub.announce([CHANNEL], { ...announcement, title: "New" });
    await vi.waitFor(() => expect(messages.at(-1)).toMatchObject({ announcement: { title: "New" } }));
  });

  it("tells what is known from elsewhere instead of what pages say, where there is such a count", async () => {
    let inTheRoom = 1;
    const counted = new PresenceHub(3, (id) => (id === STREAM ? inTheRoom : null));
    counted.announce([STREAM], announcement);
    const heard: string[] = [];
    counted.listen(STREAM, { send: (text) => heard.push(text) });
    counted.join(STREAM, "viewer-01", "10.0.0.1");
    counted.join(STREAM, "viewer-02", "10.0.0.2");
    expect(counted.viewersOf(STREAM)).toBe(1);
    inTheRoom = 2;
    counted.recount(STREAM);
    await vi.waitFor(() => expect(heard.at(-1)).toBe('{"type":"viewers","viewers":2}'), { timeout: 3_000 });
    counted.close();
  });

  it("counts a viewer once per tab, over channel and stream, and only while watching", async () => {
    hub.announce([CHANNEL, STREAM], announcement);
    connect(`topic=${CHANNEL}&viewer=onlooker-1`);
    const first = await viewer("viewer-01");
    await viewer("viewer-01");
    await viewer("viewer-01", STREAM);
    await viewer("viewer-02", STREAM);
    await expectViewers(2);
    await vi.waitFor(() => expect(first.messages.at(-1)).toEqual({ type: "viewers", viewers: 2 }), {
      timeout: 3_000,
    });
    first.socket.close();
    await vi.waitFor(() => expect(first.end.code).not.toBe(0));
    await expectViewers(2);
  });

  it("loses a viewer at once who closes or stops watching", async () => {
    hub.announce([CHANNEL], announcement);
    const [a, b] = [await viewer("viewer-01"), await viewer("viewer-02")];
    await expectViewers(2);
    a.socket.close();
    await expectViewers(1);
    b.socket.send('{"type":"watching","watching":false}');
    await expectViewers(0);
  });

  it("loses a viewer who vanished without a word", async () => {
    hub.announce([CHANNEL], announcement);
    // The other is heard all the time, so that a busy machine doesn't take it for gone as well.
    const gone = await viewer("viewer-01", CHANNEL, { autoPong: false });
    const stays = await viewer("viewer-02");
    const talk = setInterval(() => stays.socket.pong(), 20);
    try {
      await expectViewers(2);
      await vi.waitFor(() => expect(gone.end.code).toBe(1006), { timeout: 5_000 });
      await expectViewers(1);
    } finally {
      clearInterval(talk);
    }
  });

  it("counts only so many of one address", async () => {
    hub.announce([CHANNEL], announcement);
    for (let index = 0; index < 6; index++) await viewer(`viewer-0${index}`);
    await expectViewers(3);
  });

  it("tells a count at most once a second, and only when it changed", async () => {
    hub.announce([CHANNEL], announcement);
    const { messages, socket } = await viewer("viewer-01");
    const told = () => messages.filter((message) => message.type === "viewers");
    await vi.waitFor(() => expect(told()).toHaveLength(1), 5_000);
    for (let index = 0; index < 9; index++) socket.send(`{"type":"watching","watching":${index % 2 === 1}}`);
    await vi.waitFor(() => expect(told()).toHaveLength(2), 5_000);
  });

  it.each(["", `topic=${CHANNEL}`, "topic=../../etc&viewer=viewer-01", `topic=${CHANNEL}&viewer=x`])(
    "refuses a socket for ?%s",
    async (query) => {
      const { end } = connect(query);
      await vi.waitFor(() => expect(end.failure).toContain("404"));
    },
  );

  it.each([
    "nonsense",
    '{"type":"watching"}',
    `{"type":"watching","watching":true,"pad":"${"x".repeat(2000)}"}`,
  ])("closes a socket that says %.30s", async (text) => {
    const { socket, messages, end } = connect(`topic=${CHANNEL}&viewer=viewer-01`);
    await vi.waitFor(() => expect(messages).toHaveLength(1));
    socket.send(text);
    await vi.waitFor(() => expect([1008, 1009]).toContain(end.code));
  });

  it("closes a socket that never stops talking, and refuses too many of one address", async () => {
    const { socket, end } = await viewer("viewer-01");
    for (let index = 0; index < 30; index++) socket.send('{"type":"watching","watching":true}');
    await vi.waitFor(() => expect(end.code).toBe(1008));
    const many = Array.from({ length: 25 }, (_, index) =>
      connect(`topic=${CHANNEL}&viewer=crowd-${index}-xx`),
    );
    await vi.waitFor(() => expect(many.filter((one) => one.end.failure.includes("429"))).toHaveLength(5));
  });
});
