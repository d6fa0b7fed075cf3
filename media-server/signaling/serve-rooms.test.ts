import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ToHost, ToViewer } from "../../lib/wire/p2p";
import {
  type HostCaller,
  heard,
  host,
  KEY,
  openRoomBench,
  type RoomBench,
  STREAM,
  say,
  type ViewerCaller,
  viewer,
} from "./testing/room-bench";

const OFFER = { type: "offer", sdp: "v=0\r\no=- 1 1 IN IP4 127.0.0.1" } as const;
const ANSWER = { type: "answer", sdp: "v=0\r\no=- 2 2 IN IP4 127.0.0.1" } as const;
const CANDIDATE = { type: "candidate", candidate: { candidate: "candidate:1", sdpMid: "0" } } as const;

let bench: RoomBench;
beforeEach(async () => {
  bench = await openRoomBench();
});
afterEach(() => bench.close());

const closed = (caller: HostCaller | ViewerCaller, code: number, reason?: string) =>
  vi.waitFor(() => expect(caller.end).toMatchObject({ code, ...(reason ? { reason } : {}) }), 5_000);
const last = <M extends ToHost | ToViewer>(heardSoFar: M[], type: M["type"]) =>
  heardSoFar.filter((one) => one.type === type).at(-1);

describe("a room", () => {
  test("hands on between host and viewer, and never between viewers", async () => {
    const creator = await host(bench);
    const [one, two] = [await viewer(bench, "peer-0001"), await viewer(bench, "peer-0002")];
    await heard(creator, "joined", 2);
    await heard(one, "admitted");
    expect(last(one.heard, "admitted")).toMatchObject({ iceServers: [{ username: "1:viewer" }] });
    creator.say({ type: "signal", peer: "peer-0001", generation: 1, signal: OFFER });
    await heard(one, "signal");
    expect(last(one.heard, "signal")).toEqual({ type: "signal", generation: 1, signal: OFFER });
    one.say({ type: "signal", generation: 1, signal: ANSWER });
    one.say({ type: "signal", generation: 1, signal: CANDIDATE });
    await heard(creator, "signal", 2);
    expect(last(creator.heard, "signal")).toMatchObject({ peer: "peer-0001", signal: CANDIDATE });
    expect(two.types()).toEqual(["admitted"]);
  });

  test("lets in as many as its host can carry; the next gets in by itself when one leaves", async () => {
    const creator = await host(bench, { ceiling: 1 });
    const first = await viewer(bench, "peer-0001");
    await heard(first, "admitted");
    const second = await viewer(bench, "peer-0002");
    await heard(second, "full");
    expect(second.types()).not.toContain("admitted");
    await heard(creator, "line");
    first.socket.close(1000);
    await heard(second, "admitted");
    expect(creator.types()).toContain("left");
  });

  test("is never larger than the installation allows, whatever its host says", async () => {
    bench.close();
    bench = await openRoomBench({ maxViewers: 1 });
    await host(bench, { ceiling: 50 });
    await heard(await viewer(bench, "peer-0001"), "admitted");
    await heard(await viewer(bench, "peer-0002"), "full");
  });

  test("counts whom it let in and its host serves: neither can make viewers up", async () => {
    const creator = await host(bench);
    await heard(await viewer(bench, "peer-0001"), "admitted");
    await heard(await viewer(bench, "peer-0002"), "admitted");
    const viewers = () => bench.rooms().snapshots()[0]?.viewers;
    expect(viewers()).toBe(0);
    say(creator, 8, ["peer-0001", "invented-1", "invented-2"]);
    await vi.waitFor(() => expect(viewers()).toBe(1), 5_000);
  });

  test("refuses a second host while the first lives; the same page takes its place back", async () => {
    const creator = await host(bench);
    const second = await bench.connectHost();
    second.say({ type: "host", streamKey: KEY, session: "session-0002", links: [], relayedBytes: 0 });
    await closed(second, 4409, "already-publishing");
    expect(bench.facts.map(({ type }) => type)).toContain("publish.refused");
    await heard(await viewer(bench, "peer-0001"), "admitted");
    await heard(creator, "joined");
    const again = await host(bench);
    await closed(creator, 4409, "replaced");
    await heard(again, "joined");
  });

  test("tells the app what becomes of it, like any stream", async () => {
    const creator = await host(bench);
    const types = () => bench.facts.map(({ type }) => type);
    await vi.waitFor(() => expect(types()).toEqual(["publish.started", "stream.live"]), 5_000);
    expect(bench.rooms().snapshots()[0]).toMatchObject({
      phase: "live",
      protocol: "p2p",
      metrics: { width: 1280, videoKbps: 1_500 },
    });
    creator.socket.terminate();
    await vi.waitFor(() => expect(types().at(-1)).toBe("publish.lost"), 5_000);
    expect(bench.rooms().snapshots()[0]?.phase).toBe("reconnecting");
    await vi.waitFor(() => expect(bench.facts.at(-1)).toMatchObject({ reason: "publisher-lost" }), 3_000);
  });

  test("survives a restart: who comes first waits, nobody's link is made anew, the full room stays full", async () => {
    const creator = await host(bench, { ceiling: 1 });
    const first = await viewer(bench, "peer-0001");
    await heard(creator, "joined");
    creator.say({ type: "signal", peer: "peer-0001", generation: 3, signal: OFFER });
    await heard(first, "signal");
    bench.restart();
    const other = await viewer(bench, "peer-0002");
    await heard(other, "waiting");
    const back = await host(bench, { ceiling: 1, links: [{ peer: "peer-0001", generation: 3 }] });
    await heard(other, "full");
    expect(bench.facts.filter(({ type }) => type === "publish.started").at(-1)).toMatchObject({
      stream: { phase: "live" },
    });
    const again = await viewer(bench, "peer-0001", 3);
    await heard(again, "admitted");
    await heard(back, "joined");
    expect(last(back.heard, "joined")).toMatchObject({ peer: "peer-0001", generation: 3 });
    expect(again.types()).toEqual(["admitted"]);
  });

  test("adds up what its hosts sent through the relay, over an absence and a restart, and only where there is one", async () => {
    const relayed = () => bench.rooms().snapshots()[0]?.usage.turnBytes;
    const creator = await host(bench);
    expect(relayed()).toBe(0);
    say(creator, 8, [], 7_000);
    await vi.waitFor(() => expect(relayed()).toBe(7_000), 5_000);
    creator.socket.terminate();
    await vi.waitFor(() => expect(bench.facts.at(-1)?.type).toBe("publish.lost"), 5_000);
    const back = await host(bench, { relayedBytes: 9_000 });
    await vi.waitFor(() => expect(relayed()).toBe(9_000), 5_000);
    bench.restart();
    await closed(back, 4503);
    say(await host(bench, { relayedBytes: 9_000 }), 8, [], 9_500);
    await vi.waitFor(() => expect(relayed()).toBe(500), 5_000);
    bench.close();
    bench = await openRoomBench({ hasRelay: false });
    say(await host(bench), 8, [], 7_000);
    const seen = await viewer(bench, "peer-0001");
    await heard(seen, "admitted");
    expect(relayed()).toBeNull();
  });

  test("takes back a host that goes on speaking while the app is slow to say whether it may", async () => {
    bench.close();
    let answer = () => {};
    bench = await openRoomBench({ appIsBusy: new Promise((resolve) => (answer = resolve)) });
    const creator = await bench.connectHost();
    creator.say({ type: "host", streamKey: KEY, session: "session-0001", links: [], relayedBytes: 0 });
    say(creator, 8);
    creator.socket.ping();
    await new Promise<void>((resolve) => creator.socket.once("pong", () => resolve()));
    expect(bench.rooms().snapshots()).toEqual([]);
    answer();
    await heard(creator, "hosting");
    creator.say({ type: "host", streamKey: KEY, session: "session-0001", links: [], relayedBytes: 0 });
    await closed(creator, 4400, "out-of-turn");
  });

  test("ends for everybody at once; a rotated key cuts the host off and its links with it", async () => {
    const creator = await host(bench);
    const one = await viewer(bench, "peer-0001");
    await heard(one, "admitted");
    bench.rooms().disconnect(STREAM, "key-rotated");
    await closed(creator, 4403, "key-rotated");
    await heard(one, "cut");
    const next = await host(bench, { session: "session-0002" });
    bench.rooms().end(STREAM, "ended-by-creator");
    await closed(next, 4410, "ended-by-creator");
    await closed(one, 4410);
  });
});

describe("a room's doors", () => {
  test.each([
    ["none", async () => null, "token-missing"],
    [
      "a forged one",
      () => bench.token("viewer-0001", { secret: "another-secret-of-32-characters-" }),
      "token-foreign",
    ],
    ["another stream's", () => bench.token("viewer-0001", { streamId: "stream-0002" }), "token-foreign"],
    ["an expired one", () => bench.token("viewer-0001", { expiresAt: Date.now() - 1_000 }), "token-expired"],
    [
      "one of before everybody was turned out",
      async () => {
        bench.rooms().apply(STREAM, { ...bench.settings, access: { kind: "token", epoch: 2, revoked: [] } });
        return bench.token("viewer-0001");
      },
      "token-revoked",
    ],
  ])("let nobody in by a wrong token: %s", async (_, makeToken, reason) => {
    await host(bench);
    const stranger = await bench.connectViewer(await makeToken());
    stranger.say({ type: "join", peer: "peer-0001", generation: 0, relayOnly: false });
    await closed(stranger, 4403, reason);
    expect(stranger.heard).toEqual([]);
  });

  test("turn out whoever is in and may stay no longer; the host lets the link go", async () => {
    const creator = await host(bench);
    const one = await viewer(bench, "peer-0001");
    await heard(one, "admitted");
    bench.rooms().apply(STREAM, { ...bench.settings, access: { kind: "token", epoch: 2, revoked: [] } });
    await closed(one, 4403);
    await heard(creator, "left");
  });

  test("open to a host by the right key alone", async () => {
    const stranger = await bench.connectHost();
    stranger.say({
      type: "host",
      streamKey: "wrong-key-0123456789",
      session: "session-0001",
      links: [],
      relayedBytes: 0,
    });
    await closed(stranger, 4403, "unknown-key");
  });

  test("give a peer's place to nobody else", async () => {
    await host(bench);
    const one = await viewer(bench, "peer-0001");
    await heard(one, "admitted");
    const thief = await bench.connectViewer(await bench.token("viewer-of-somebody-else"));
    thief.say({ type: "join", peer: "peer-0001", generation: 0, relayOnly: false });
    await closed(thief, 4409, "taken");
    expect(one.end.code).toBe(0);
  });

  test.each([
    ["no JSON", "}{", 4400],
    ["an unknown message", '{"type":"eval"}', 4400],
    ["an offer, which is the host's", JSON.stringify({ type: "signal", generation: 1, signal: OFFER }), 4400],
    [
      "no session description",
      JSON.stringify({ type: "signal", generation: 1, signal: { type: "answer", sdp: "x" } }),
      4400,
    ],
    ["more than any message", "x".repeat(60_000), 1009],
  ])("close on junk: %s", async (_, text, code) => {
    const creator = await host(bench);
    const one = await viewer(bench, "peer-0001");
    await heard(one, "admitted");
    one.socket.send(text);
    await closed(one, code);
    expect(creator.end.code).toBe(0);
  });

  test("close on whoever says nothing, and on a host that sleeps", async () => {
    bench.close();
    bench = await openRoomBench({ silentMs: 1_000 });
    const silent = await bench.connectHost();
    silent.socket.pause();
    await vi.waitFor(() => expect(bench.facts).toEqual([]));
    const creator = await host(bench);
    creator.socket.pause();
    await vi.waitFor(() => expect(bench.facts.at(-1)?.type).toBe("publish.lost"), 5_000);
  });

  test("close on a flood, while everybody else is served as before", async () => {
    const creator = await host(bench);
    const [flooder, calm] = [await viewer(bench, "peer-0001"), await viewer(bench, "peer-0002")];
    await heard(creator, "joined", 2);
    for (let count = 0; count < 3_000; count += 1)
      flooder.say({ type: "signal", generation: 1, signal: CANDIDATE });
    const startedAt = performance.now();
    creator.say({ type: "signal", peer: "peer-0002", generation: 1, signal: OFFER });
    await heard(calm, "signal");
    // Bounded, also on a busy machine.
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    await closed(flooder, 4429);
    const fromFlooder = creator.heard.filter((one) => one.type === "signal" && one.peer === "peer-0001");
    expect(fromFlooder.length).toBeLessThanOrEqual(110);
  });
});
