import type { Page } from "@playwright/test";
import servicePlayer from "../node_modules/amazon-ivs-player/package.json" with { type: "json" };
import { expectNoBarriers } from "./harness/accessible";
import { words } from "./harness/account";
import { createStream, encoderTarget, waitForBroadcast } from "./harness/api";
import { type Encoder, startEncoder } from "./harness/encoder";
import { expectNotReloaded, expectPlaying, markPage, openPlayerSettings } from "./harness/playback";
import { expect, test } from "./harness/test";

const PLAYER_VERSION = servicePlayer.version;
const PATIENT = { timeout: 20_000 };
const player = (page: Page) => page.locator("section[data-status]");

async function wish(page: Page, latency: "lowest" | "balanced" | "smooth"): Promise<void> {
  await page.addInitScript((value) => localStorage.setItem("player.latency", value), latency);
}

/** The engine at work, and that it shows moving pictures. */
async function expectEngine(page: Page, engine: string): Promise<void> {
  await expect(player(page)).toHaveAttribute("data-engine", engine, PATIENT);
  await expect(player(page)).toHaveAttribute("data-status", "playing", PATIENT);
  await expectPlaying(page);
}

/** Answers as the server does, but leads to a port where nobody listens, like a network without UDP. */
async function blockUdp(page: Page): Promise<{ posts: number }> {
  const seen = { posts: 0 };
  await page.route("**/whep", async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    seen.posts += 1;
    const response = await route.fetch();
    const body = (await response.text()).replace(/ \d+ typ host/g, " 9 typ host");
    await route.fulfill({ response, body });
  });
  return seen;
}

test.describe("one player for every way", () => {
  let encoder: Encoder;
  let watchUrl = "";

  test.beforeAll(async ({ product }) => {
    const stream = await createStream(product, "Every way");
    watchUrl = stream.watchUrl;
    encoder = startEncoder(encoderTarget(stream));
    await waitForBroadcast(product, stream.id, "live");
  });
  test.afterAll(() => encoder.stop());

  test("a viewer without a wish gets Low-Latency HLS, and no other engine's code", async ({ page }) => {
    const scripts: string[] = [];
    page.on("response", (response) => scripts.push(response.url()));
    await page.goto(watchUrl);
    await expectEngine(page, "hls");
    expect(scripts.filter((url) => /\/parts\//.test(url))).toEqual([]);
  });

  test("a live watch page needs at most 200 KB of scripts before its engine", async ({ page }) => {
    const html = await (await page.request.get(watchUrl)).text();
    const tags = [...html.matchAll(/<script[^>]* src="([^"]+\.js)"[^>]*>/g)];
    // Browsers that know modules, as all do that play this, pass over what is for the others.
    const paths = new Set(tags.filter(([tag]) => !/ nomodule/i.test(tag)).map(([, src]) => src ?? ""));
    expect(paths.size).toBeGreaterThan(3);
    const sizes = { page: 0, engine: 0 };
    for (const path of paths) {
      const headers = { "accept-encoding": "gzip" };
      const response = await fetch(new URL(path, watchUrl), { headers });
      await response.body?.cancel();
      const bytes = Number(response.headers.get("content-length"));
      expect(bytes, path).toBeGreaterThan(0);
      sizes[path.includes("/early-player/") ? "engine" : "page"] += bytes;
    }
    console.log(`scripts, gzip: page ${sizes.page}, player and HLS engine ahead of it ${sizes.engine}`);
    expect(sizes.engine).toBeGreaterThan(0);
    expect(sizes.page).toBeLessThan(200_000);
  });

  test("the lowest delay comes over WebRTC, tells its delay, and goes on after a pause", async ({ page }) => {
    await wish(page, "lowest");
    await page.goto(watchUrl);
    await expectEngine(page, "whep");
    const delay = () => page.locator("[data-latency]").getAttribute("data-latency").then(Number);
    await expect.poll(delay, PATIENT).toBeLessThan(1.5);
    await page.keyboard.press("k");
    await expect(player(page)).toHaveAttribute("data-status", "paused");
    await page.keyboard.press("k");
    await expectEngine(page, "whep");
  });

  test("smooth keeps seconds between the viewer and live, at once", async ({ page }) => {
    await wish(page, "smooth");
    await page.goto(watchUrl);
    await expectEngine(page, "hls");
    const delay = () => page.locator("[data-latency]").getAttribute("data-latency").then(Number);
    await expect.poll(delay, PATIENT).toBeGreaterThan(3.5);
    await expect(page.locator("[data-at-edge]")).toHaveAttribute("data-at-edge", "true");
  });

  test("where UDP is blocked FLV plays instead, is remembered, and HLS is next", async ({ page }) => {
    await wish(page, "lowest");
    const seen = await blockUdp(page);
    await page.goto(watchUrl);
    await markPage(page);
    await expectEngine(page, "flv");
    await expectNotReloaded(page);
    expect(seen.posts).toBe(1);
    await page.reload();
    await expectEngine(page, "flv");
    expect(seen.posts).toBe(1);
    await page.route("**/stream.flv", (route) => route.fulfill({ status: 404 }));
    await page.reload();
    await expectEngine(page, "hls");
  });

  for (const [status, error] of [
    [404, "offline"],
    [406, "b-frames"],
    [503, "too-many-viewers"],
  ] as const) {
    test(`a WebRTC endpoint that answers ${status} is passed over without a word`, async ({ page }) => {
      await wish(page, "lowest");
      const headers = { "access-control-allow-origin": "*" };
      await page.route("**/whep", (route) => route.fulfill({ status, headers, json: { error } }));
      await page.goto(watchUrl);
      await expectEngine(page, "flv");
    });
  }

  test("without Media Source Extensions or WebRTC what is left is used, else it is said", async ({
    page,
  }) => {
    await page.addInitScript(() => {
      localStorage.setItem("player.latency", "not a wish");
      localStorage.setItem("player.blocked", "{not json");
      for (const name of ["MediaSource", "ManagedMediaSource", "WebKitMediaSource"])
        Reflect.deleteProperty(window, name);
    });
    await page.goto(watchUrl);
    await expect(player(page)).toHaveAttribute("data-engine", /native-hls|whep/, PATIENT);
    await expectPlaying(page);
  });

  test("a cut FLV connection is taken up again", async ({ page }) => {
    await wish(page, "lowest");
    await page.route("**/whep", (route) => route.fulfill({ status: 404 }));
    await page.addInitScript(() => {
      const plain = window.fetch;
      window.fetch = (input, init) => {
        if (init?.method !== "GET" || !String(input).endsWith(".flv")) return plain(input, init);
        const line = new AbortController();
        Reflect.set(window, "cutLine", () => line.abort());
        Reflect.set(window, "lines", (Reflect.get(window, "lines") ?? 0) + 1);
        const signals = init.signal ? [line.signal, init.signal] : [line.signal];
        return plain(input, { ...init, signal: AbortSignal.any(signals) });
      };
    });
    await page.goto(watchUrl);
    await expectEngine(page, "flv");
    await page.evaluate(() => (Reflect.get(window, "cutLine") as () => void)());
    await expect.poll(() => page.evaluate(() => Reflect.get(window, "lines")), PATIENT).toBe(2);
    await expectEngine(page, "flv");
  });

  test("going back from WebRTC leads to the window, and End to live again", async ({ page, product }) => {
    await wish(page, "lowest");
    const playlist = `${product.mediaUrl}/live/${watchUrl.split("/").at(-1)}/source/media.m3u8`;
    const windowSec = async () => {
      const lines = (await (await page.request.get(playlist)).text()).matchAll(/^#EXTINF:([\d.]+)/gm);
      return [...lines].reduce((sum, [, seconds]) => sum + Number(seconds), 0);
    };
    await expect.poll(windowSec, PATIENT).toBeGreaterThan(14);
    await page.goto(watchUrl);
    await expectEngine(page, "whep");
    const badge = page.locator("[data-at-edge]");
    await page.mouse.move(300, 300);
    await page.getByRole("button", { name: "Back 10 seconds" }).click();
    await expectEngine(page, "hls");
    await expect(badge).toHaveAttribute("data-at-edge", "false");
    const delay = () => page.locator("[data-latency]").getAttribute("data-latency").then(Number);
    await expect.poll(delay, PATIENT).toBeGreaterThan(8);
    await page.keyboard.press("End");
    await expectEngine(page, "whep");
    await expect(badge).toHaveAttribute("data-at-edge", "true");
  });

  test("everything can be done by keyboard: settings, another way, figures", async ({ page }) => {
    await page.goto(watchUrl);
    await expectEngine(page, "hls");
    const settings = page.getByRole("button", { name: words.player.settings });
    await settings.focus();
    await page.keyboard.press("Enter");
    const menu = page.getByRole("dialog", { name: words.playerMenu.title });
    await expect(menu.getByRole("radio", { name: words.playerMenu.balanced })).toBeFocused();
    await page.keyboard.press("ArrowUp");
    await expectEngine(page, "whep");
    await page.keyboard.press("Escape");
    await expect(menu).toBeHidden();
    await expect(settings).toBeFocused();
    await page.keyboard.press("s");
    const figures = page.getByRole("region", { name: words.playerMenu.figures });
    await expect(figures.getByText("WebRTC (WHEP), whep")).toBeVisible();
    await expect(figures.getByText(/\d Mbit\/s/)).toBeVisible();
    await page.keyboard.press("s");
    await expect(figures).toBeHidden();
  });

  test("playlists for a service's own player are played by it, from our own site", async ({
    page,
    product,
  }) => {
    const foreign: string[] = [];
    page.on("response", (response) => {
      if (!/^(https?|blob:https?):\/\/localhost:/.test(response.url())) foreign.push(response.url());
    });
    // What the page would be told of such a stream.
    await page.addInitScript(() => {
      const parse = JSON.parse;
      JSON.parse = (text, reviver) => parse(String(text).replaceAll('"kind":"hls"', '"kind":"ivs"'), reviver);
    });
    await page.goto(watchUrl);
    await expectEngine(page, "ivs");
    expect(foreign).toEqual([]);
    const worker = await page.request.get(`${product.url}/player-assets/${PLAYER_VERSION}/worker.js`);
    expect(worker.headers()["content-security-policy"]).toContain("'wasm-unsafe-eval'");
    expect(worker.headers()["cache-control"]).toContain("immutable");
    expect((await page.request.get(watchUrl)).headers()["content-security-policy"]).not.toContain("wasm");
  });

  test("the open settings and figures have no barrier that a program can find", async ({ page }) => {
    await page.goto(watchUrl);
    await expectEngine(page, "hls");
    await page.keyboard.press("s");
    await openPlayerSettings(page);
    await expectNoBarriers(page);
  });
});
