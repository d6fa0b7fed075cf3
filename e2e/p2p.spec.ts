import { once } from "node:events";
import type { Browser, Page } from "@playwright/test";
import { WebSocket } from "ws";
import { openRoomHost, type RoomHost } from "../bench/squares/room-host";
import { expectNoBarriers } from "./harness/accessible";
import { signIn, words } from "./harness/account";
import { type ApiStream, callApi, getStream, waitForBroadcast } from "./harness/api";
import { CAMERA_ARGS } from "./harness/camera";
import type { Product } from "./harness/product";
import { expect, test } from "./harness/test";
import { startTurnServer, TURN_SECRET, TURN_URL } from "./harness/turn-server";

const CEILING = 3;

test.use({
  productEnv: {
    P2P_MAX_VIEWERS: String(CEILING),
    MEDIA_ICE_SERVERS: TURN_URL,
    MEDIA_TURN_SECRET: TURN_SECRET,
  },
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...CAMERA_ARGS] });
  },
});

interface Visit {
  readonly page: Page;
  /** Peer connections that the page has made. */
  peers(): Promise<number>;
  /** Pictures shown so far. */
  pictures(): Promise<number>;
  close(): Promise<void>;
}

/** A viewer of their own, who counts what the page connects to. */
async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => {
    Reflect.set(window, "peers", 0);
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        Reflect.set(window, "peers", Reflect.get(window, "peers") + 1);
      }
    };
  });
  await page.goto(url);
  return {
    page,
    peers: () => page.evaluate(() => Reflect.get(window, "peers")),
    pictures: () =>
      page.evaluate(() => document.querySelector("video")?.getVideoPlaybackQuality().totalVideoFrames ?? 0),
    close: () => context.close(),
  };
}

async function agree({ page }: Visit): Promise<void> {
  await page.getByRole("button", { name: words.addressGate.direct, exact: true }).click();
}

async function expectMoving(one: Visit): Promise<void> {
  const before = await one.pictures();
  await expect.poll(() => one.pictures(), { timeout: 15_000 }).toBeGreaterThan(before + 10);
}

async function createRoom(product: Product, title: string): Promise<ApiStream> {
  const response = await callApi(product, "POST", "/streams", { body: { title, provider: "webrtc-p2p" } });
  return response.json();
}

test.describe("peer to peer", () => {
  let host: RoomHost | undefined;
  let stream: ApiStream;

  test.beforeEach(async ({ browser, product }) => {
    test.setTimeout(120_000);
    stream = await createRoom(product, "A few of us");
    const target = stream.ingest?.find(({ kind }) => kind === "p2p");
    if (!target) throw new Error("no room to host");
    const { streamKey, url } = target as typeof target & { url: string };
    host = await openRoomHost(browser, { url, streamKey }, "camera");
    await waitForBroadcast(product, stream.id, "live");
  });
  test.afterEach(() => host?.stop());

  test("viewers are asked, watch, wait while it is full, get in by themselves, and outlast a restart", async ({
    browser,
    product,
  }) => {
    const url = `${product.url}/watch/${stream.id}`;
    const viewers: Visit[] = [];
    await test.step("nothing connects before the viewer has said yes", async () => {
      const first = await visit(browser, url);
      viewers.push(first);
      const rooms: string[] = [];
      first.page.on("websocket", (socket) => socket.url().includes("/room") && rooms.push(socket.url()));
      await expect(first.page.getByRole("heading", { level: 2 })).toBeVisible();
      // The page's own WebSocket opens after this long: by then an unasked one would have.
      await expect(first.page.getByText(/\d+ watching/)).toBeVisible();
      expect([await first.peers(), rooms]).toEqual([0, []]);
      await agree(first);
      await expectMoving(first);
      expect(rooms.length).toBeGreaterThan(0);
    });
    await test.step("the room fills, and the next one waits", async () => {
      while (viewers.length < CEILING) {
        const one = await visit(browser, url);
        viewers.push(one);
        await agree(one);
        await expectMoving(one);
      }
      const fourth = await visit(browser, url);
      viewers.push(fourth);
      await agree(fourth);
      await expect(fourth.page.getByText(words.player.roomFullTitle)).toBeVisible();
      await expect.poll(async () => (await getStream(product, stream.id)).viewers).toBe(CEILING);
      expect((await host?.read())?.waiting).toBe(1);
    });
    await test.step("a place that is free goes to whoever waits", async () => {
      await viewers.shift()?.close();
      const [, , waiting] = viewers;
      if (!waiting) throw new Error("nobody waits");
      await expectMoving(waiting);
      await expect(waiting.page.getByText(words.player.roomFullTitle)).toBeHidden();
    });
    await test.step("without its server the room goes on, and nobody connects anew", async () => {
      const peers = await Promise.all(viewers.map((one) => one.peers()));
      process.kill(await product.pidOf("media"), "SIGKILL");
      for (const one of viewers) await expectMoving(one);
      await product.healthy();
      await expect
        .poll(async () => (await getStream(product, stream.id)).viewers, { timeout: 20_000 })
        .toBe(CEILING);
      await waitForBroadcast(product, stream.id, "live");
      for (const one of viewers) await expectMoving(one);
      expect(await Promise.all(viewers.map((one) => one.peers()))).toEqual(peers);
    });
    await Promise.all(viewers.map((one) => one.close()));
  });

  test("an answer that means nothing is its sender's trouble alone", async ({ browser, product }) => {
    const honest = await visit(browser, `${product.url}/watch/${stream.id}`);
    const room = honest.page.waitForEvent("websocket", (socket) => socket.url().includes("/room"));
    await agree(honest);
    await expectMoving(honest);
    const socket = new WebSocket((await room).url());
    const offers: number[] = [];
    socket.on("message", (data) => {
      const { type, generation, signal } = JSON.parse(String(data));
      if (type !== "signal" || signal.type !== "offer") return;
      offers.push(generation);
      const answer = { type: "answer", sdp: "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\nm=nonsense" };
      socket.send(JSON.stringify({ type: "signal", generation, signal: answer }));
      socket.send(JSON.stringify({ type: "again", generation }));
    });
    await once(socket, "open");
    socket.send(JSON.stringify({ type: "join", peer: "peer-of-nonsense", generation: 0, relayOnly: false }));
    await expect.poll(() => offers.length, { timeout: 15_000 }).toBeGreaterThan(0);
    await expect(async () => {
      const { connected, trouble } = (await host?.read()) ?? {};
      expect({ connected, trouble }).toEqual({ connected: 1, trouble: null });
    }).toPass();
    await expectMoving(honest);
    socket.close();
    await honest.close();
  });

  test("behind a relay nobody learns the viewer's address, and without one they are told so", async ({
    browser,
    product,
  }) => {
    const relay = await startTurnServer();
    test.skip(relay === null, "there is no turnserver (install coturn)");
    const url = `${product.url}/watch/${stream.id}`;
    const hidden = await visit(browser, url);
    const said: string[] = [];
    hidden.page.on("websocket", (socket) =>
      socket.on("framesent", ({ payload }) => said.push(String(payload))),
    );
    try {
      await hidden.page.getByRole("button", { name: words.addressGate.relay }).click();
      await expectMoving(hidden);
      await expect.poll(async () => (await host?.read())?.figures[0]?.path).toBe("relay");
      const candidates = said.filter((one) => one.includes("candidate:"));
      expect(candidates.length).toBeGreaterThan(0);
      expect(candidates.filter((one) => !one.includes("typ relay"))).toEqual([]);
    } finally {
      await relay?.stop();
    }
    await hidden.page.reload();
    await expect(hidden.page.getByText(words.player.relayAwayTitle)).toBeVisible({ timeout: 25_000 });
    await hidden.close();
  });
});

test("a creator asks for it, is told what it means, goes live from the browser and sees how viewers fare", async ({
  page,
  browser,
  product,
}) => {
  test.setTimeout(120_000);
  await signIn(page, product);
  await page.goto(`${product.url}/studio/streams/new`);
  await page.getByLabel(words.streams.titleLabel).fill("Around my table");
  await page.getByRole("radio", { name: "Peer to peer" }).check();
  await expectNoBarriers(page);
  await page.getByRole("button", { name: words.streams.create }).click();
  await page.getByRole("button", { name: words.broadcastStudio.ask.both }).click();
  await page.getByRole("button", { name: words.broadcastStudio.goLive, exact: true }).click();
  await expect(page.getByText(words.room.empty)).toBeVisible();
  const streamId = /streams\/([\w-]+)/.exec(page.url())?.[1] ?? "";
  await waitForBroadcast(product, streamId, "live");
  const viewer = await visit(browser, `${product.url}/watch/${streamId}`);
  await expectNoBarriers(viewer.page);
  await agree(viewer);
  await expectMoving(viewer);
  const row = page.getByRole("listitem").filter({ hasText: words.room.roundTrip });
  await expect(row).toContainText(words.room.direct);
  await expect(row).toContainText(/\d+ ms/);
  await expectNoBarriers(page);
  await viewer.close();

  await test.step("what its browser recorded meanwhile is the replay, for which nobody's address is asked", async () => {
    await expect(page.getByText(words.room["recording-on"])).toBeVisible();
    await callApi(product, "POST", `/streams/${streamId}/end`);
    await waitForBroadcast(product, streamId, "replay-ready", 40_000);
    const later = await visit(browser, `${product.url}/watch/${streamId}`);
    await expectMoving(later);
    expect(await later.peers()).toBe(0);
    await later.close();
  });
});
