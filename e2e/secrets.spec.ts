import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import WebSocket from "ws";
import { inviteSomebody, signUp, words } from "./harness/account";
import { callApi, waitForBroadcast } from "./harness/api";
import { startEncoder } from "./harness/encoder";
import { ADMIN, type Product } from "./harness/product";
import { expect, test } from "./harness/test";

const CREATOR = { name: "Ti Jo", email: "ti-jo@example.org", password: "under-the-wide-breadfruit" };

test("nothing that a viewer can fetch holds a secret", async ({ page, product, browser }) => {
  test.setTimeout(120_000);
  const target = await makeStreamInBrowser(page, product);
  const encoder = startEncoder(target);
  try {
    await waitForBroadcast(product, target.streamId, "live");
    const kept: Record<string, string> = JSON.parse(
      await readFile(join(product.dataDir, "secrets.json"), "utf8"),
    );
    const secrets: Record<string, string> = {
      streamKey: target.streamKey,
      password: CREATOR.password,
      adminPassword: ADMIN.password,
      adminToken: ADMIN.apiToken,
      AUTH_SECRET: kept.AUTH_SECRET ?? "",
      ENCRYPTION_KEY: kept.ENCRYPTION_KEY ?? "",
      MEDIA_SECRET: kept.MEDIA_SECRET ?? "",
    };
    expect(Object.values(secrets).filter((value) => value.length < 12)).toEqual([]);

    const stranger = await (await browser.newContext()).newPage();
    const seen = [
      ...(await watchAsStranger(stranger, product, target.streamId)),
      ...(await fetchPages(product, target.streamId)),
      ...(await fetchMedia(product, target.streamId)),
      ...(await askApi(product, target.streamId)),
      ...(await listen(product, target.streamId)),
      { place: "the log", text: product.output() },
    ];
    await stranger.context().close();
    expect(seen.length).toBeGreaterThan(20);
    const leaks = seen.flatMap(({ place, text }) =>
      Object.entries(secrets)
        .filter(([, value]) => text.includes(value))
        .map(([name]) => `${place} holds ${name}`),
    );
    expect(leaks).toEqual([]);
  } finally {
    await encoder.stop();
  }
});

interface Seen {
  readonly place: string;
  readonly text: string;
}

async function makeStreamInBrowser(page: Page, product: Product) {
  await signUp(page, await inviteSomebody(page, product), CREATOR);
  await page.goto(`${product.url}/studio/streams`);
  await page
    .getByRole("link", { name: words.streams.new })
    .or(page.getByRole("button", { name: words.streams.new }))
    .first()
    .click();
  await page.getByLabel(words.streams.titleLabel).fill("Nothing to see but the stream");
  await page.getByRole("button", { name: words.streams.create }).click();
  await page.waitForURL(/\/studio\/streams\/(?!new)[A-Za-z0-9_-]{8,}$/);
  await page.getByRole("button", { name: words.setup.showKey }).click();
  const code = page
    .locator("code")
    .filter({ hasText: /^[A-Za-z0-9_-]{16,}$/ })
    .first();
  await expect(code).toBeVisible();
  return {
    streamId: page.url().split("/").at(-1) ?? "",
    streamKey: (await code.innerText()).trim(),
    server: `rtmp://127.0.0.1:${product.rtmpPort}/live`,
  };
}

/** Everything that a real viewer's browser loads, headers and WebSocket frames too. */
async function watchAsStranger(page: Page, product: Product, streamId: string): Promise<Seen[]> {
  const seen: Seen[] = [];
  const pending: Promise<unknown>[] = [];
  page.on("response", (response) => {
    const place = `the browser's ${response.url()}`;
    seen.push({ place: `${place} (headers)`, text: JSON.stringify(response.headers()) });
    pending.push(
      response
        .body()
        .then((body) => seen.push({ place, text: body.toString("latin1") }))
        .catch(() => {}),
    );
  });
  page.on("websocket", (socket) => {
    socket.on("framereceived", ({ payload }) => seen.push({ place: socket.url(), text: payload.toString() }));
  });
  await page.goto(`${product.url}/watch/${streamId}`);
  await expect
    .poll(() => page.evaluate(() => document.querySelector("video")?.currentTime ?? 0), { timeout: 20_000 })
    .toBeGreaterThan(2);
  await Promise.race([Promise.all(pending), page.waitForTimeout(2_000)]);
  return seen;
}

/** Pages as HTML and as the payload that Next's router loads. */
async function fetchPages(product: Product, streamId: string): Promise<Seen[]> {
  const stream = await (await callApi(product, "GET", `/streams/${streamId}`, { token: null })).text();
  const handle = /@([a-z0-9-]{3,30})/.exec(stream)?.[1] ?? "ti-jo";
  const paths = [
    "/",
    "/sign-in",
    "/sign-up",
    `/@${handle}`,
    `/watch/${streamId}`,
    "/studio/streams",
    `/studio/streams/${streamId}`,
    "/admin/users",
  ];
  const variants: Record<string, string>[] = [{}, { RSC: "1" }];
  return Promise.all(
    paths.flatMap((path) =>
      variants.map(async (headers) => {
        const response = await fetch(`${product.url}${path}`, { headers });
        return {
          place: `${path} ${JSON.stringify(headers)}`,
          text: (await response.text()) + JSON.stringify([...response.headers]),
        };
      }),
    ),
  );
}

/** The playlists and everything they name, and what the media server says to the curious. */
async function fetchMedia(product: Product, streamId: string): Promise<Seen[]> {
  const seen: Seen[] = [];
  const queue = [`${product.mediaUrl}/live/${streamId}/index.m3u8`];
  const done = new Set<string>();
  for (let address = queue.shift(); address && done.size < 40; address = queue.shift()) {
    if (done.has(address)) continue;
    done.add(address);
    const response = await fetch(address);
    const text = Buffer.from(await response.arrayBuffer()).toString("latin1");
    seen.push({ place: address, text: text + JSON.stringify([...response.headers]) });
    if (!text.startsWith("#EXTM3U")) continue;
    const named = [...text.matchAll(/URI="([^"]+)"|^([^#\s]\S*)$/gm)].map(
      ([, quoted, plain]) => quoted ?? plain ?? "",
    );
    queue.push(...named.map((name) => new URL(name, address).href));
  }
  for (const path of [
    "/",
    "/live/",
    `/live/${streamId}/`,
    "/live/no-such-stream/index.m3u8",
    "/control/v1/health",
  ]) {
    const response = await fetch(`${product.mediaUrl}${path}`);
    seen.push({ place: path, text: await response.text() });
  }
  return seen;
}

/** As a stranger, and with somebody else's token. */
async function askApi(product: Product, streamId: string): Promise<Seen[]> {
  const paths = ["/health", "/openapi.json", "/streams", `/streams/${streamId}`, "/streams/no-such-stream"];
  return Promise.all(
    paths.flatMap((path) =>
      [null, ADMIN.apiToken].map(async (token) => {
        const response = await callApi(product, "GET", path, { token });
        return {
          place: `API ${path} ${token ? "with a foreign token" : "without a token"}`,
          text: await response.text(),
        };
      }),
    ),
  );
}

/** What the viewers' WebSocket says about the stream. */
async function listen(product: Product, streamId: string): Promise<Seen[]> {
  const address = `${product.mediaUrl.replace("http", "ws")}/watch?topic=${streamId}&viewer=viewer-${Date.now()}`;
  const socket = new WebSocket(address);
  const seen: Seen[] = [];
  socket.on("message", (data) => seen.push({ place: "the viewers' WebSocket", text: data.toString() }));
  await expect.poll(() => seen.length).toBeGreaterThan(0);
  socket.close();
  return seen;
}
