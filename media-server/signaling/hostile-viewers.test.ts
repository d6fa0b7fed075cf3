import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { HostMessage, MAX_LINKS_OF_PEER, type ToHost, ViewerMessage } from "../../lib/wire/p2p";
import type { RoomLine } from "./room-line";
import { Seating } from "./seating";
import { heard, host, MEDIA, openRoomBench, type RoomBench, viewer } from "./testing/room-bench";

let bench: RoomBench;
beforeEach(async () => {
  bench = await openRoomBench();
});
afterEach(() => bench.close());

const ANSWER = { type: "answer", sdp: "v=0\r\n".padEnd(30_000, "a") } as const;
const OFFER = { type: "offer", sdp: "v=0\r\n" } as const;

describe("a viewer who means harm", () => {
  test("can't claim so many links that its host's next offer is no message any more", () => {
    const join = { type: "join", peer: "peer-0001", relayOnly: false };
    expect(ViewerMessage.safeParse({ ...join, generation: MAX_LINKS_OF_PEER }).success).toBe(true);
    expect(ViewerMessage.safeParse({ ...join, generation: MAX_LINKS_OF_PEER + 1 }).success).toBe(false);
    const next = { type: "signal", peer: "peer-0001", generation: MAX_LINKS_OF_PEER + 1, signal: OFFER };
    expect(HostMessage.safeParse(next).success).toBe(true);
  });

  test("doesn't take a second place and a third", async () => {
    await host(bench);
    const mine = await bench.token("viewer-0001");
    const places = await Promise.all([1, 2, 3].map(() => bench.connectViewer(mine)));
    for (const [index, caller] of places.entries()) {
      caller.say({ type: "join", peer: `peer-000${index}`, generation: 0, relayOnly: false });
      if (index < 2) await heard(caller, "admitted");
    }
    await vi.waitFor(() => expect(places[2]?.end).toMatchObject({ code: 4429 }), 5_000);
  });

  test("is heard by the host once per link, and only on the link that there is", async () => {
    const creator = await host(bench);
    const flooder = await viewer(bench, "peer-0001");
    await heard(creator, "joined");
    flooder.say({ type: "signal", generation: 3, signal: ANSWER });
    creator.say({ type: "signal", peer: "peer-0001", generation: 1, signal: OFFER });
    await heard(flooder, "signal");
    for (let count = 0; count < 9; count += 1) flooder.say({ type: "signal", generation: 1, signal: ANSWER });
    await vi.waitFor(() => expect(flooder.end).toMatchObject({ code: 4429 }), 5_000);
    expect(creator.heard.filter(({ type }) => type === "signal")).toHaveLength(1);
    expect(creator.end.code).toBe(0);
  });

  test("keeps a place only while it takes what it is sent", () => {
    const time = { now: 1_795_000_000_000 };
    const seating = new Seating({ now: () => time.now, iceServers: () => [], maxViewers: 8 });
    const told: string[] = [];
    const line = (name: string): RoomLine<never> => ({
      address: name,
      send: ({ type }: { type: string }) => void told.push(`${name} ${type}`),
      close: (_code: number, reason: string) => void told.push(`${name} closed ${reason}`),
    });
    const creator: RoomLine<ToHost> = { address: "creator", send: () => {}, close: () => {} };
    const figures = (connected: string[]) =>
      seating.takeFigures({
        type: "figures",
        ceiling: 2,
        because: "set",
        media: MEDIA,
        connected,
        relayedBytes: 0,
      });
    seating.hostCame(creator, []);
    figures([]);
    const join = (peer: string) =>
      seating.join(
        line(peer),
        { type: "join", peer, generation: 0, relayOnly: false },
        `of-${peer}`,
        "token",
      );
    for (const peer of ["watches", "idles", "waits"]) join(peer);
    expect(told).toEqual(["watches admitted", "idles admitted", "waits full"]);
    for (let seconds = 0; seconds < 50; seconds += 1) {
      time.now += 1_000;
      figures(["watches"]);
      seating.expire();
    }
    expect(told.slice(3)).toEqual(["idles closed not-connected", "waits admitted"]);
  });
});

test("a key that was taken back while its host was away opens the recording no longer", async () => {
  const creator = await host(bench);
  const room = bench.rooms().find("stream-0001");
  expect(room?.isHostKey("right-key-0123456789")).toBe(true);
  creator.socket.terminate();
  await vi.waitFor(() => expect(room?.reconnectUntil).not.toBeNull(), 5_000);
  bench.rooms().disconnect("stream-0001", "key-rotated");
  expect(room?.isHostKey("right-key-0123456789")).toBe(false);
});

test("who comes to a room that has just ended is told so, and cuts nothing off", async () => {
  await host(bench);
  bench.rooms().end("stream-0001", "ended-by-creator");
  const room = bench.rooms().find("stream-0001");
  const late = await bench.connectViewer(await bench.token("viewer-0001"));
  late.say({ type: "join", peer: "peer-0001", generation: 0, relayOnly: false });
  await vi.waitFor(() => expect(late.end).toMatchObject({ code: 4410 }), 5_000);
  expect(bench.rooms().find("stream-0001")).toBe(room);
});
