import type { Page, Response } from "@playwright/test";
import { inviteSomebody, signUp, words } from "./harness/account";
import { callApi, encoderTarget, getStream, waitForBroadcast } from "./harness/api";
import { type Encoder, startEncoder } from "./harness/encoder";
import { expectNotReloaded, expectPlaying, markPage } from "./harness/playback";
import { type Product, startProduct } from "./harness/product";
import { expect, test } from "./harness/test";

const TITLE = "Only for the family";

/** Tokens that live for seconds, so that renewing them is seen. */
const TOKEN_SECONDS = 8;
let product: Product;
let encoder: Encoder;
let streamId: string;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  test.setTimeout(120_000);
  product = await startProduct({ env: { PLAYBACK_TOKEN_SECONDS: String(TOKEN_SECONDS) } });
  const created = await callApi(product, "POST", "/streams", {
    body: { title: TITLE, visibility: "private" },
  });
  streamId = (await created.json()).id;
  encoder = startEncoder(encoderTarget(await getStream(product, streamId)));
  await waitForBroadcast(product, streamId, "live");
});
test.afterAll(async () => {
  await encoder?.stop();
  await product?.remove();
});

async function makeLink(expiresInSeconds = 3600): Promise<{ url: string; grantId: string }> {
  const body = { kind: "link", label: "Press", expiresInSeconds };
  const made = await (await callApi(product, "POST", `/streams/${streamId}/grants`, { body })).json();
  return { url: made.url, grantId: made.grant.id };
}

/** Addresses of the stream's media that this page was given, with how it was answered. */
function watchMedia(page: Page): Response[] {
  const seen: Response[] = [];
  page.on("response", (response) => {
    if (response.url().startsWith(`${product.mediaUrl}/live/`)) seen.push(response);
  });
  return seen;
}
const statusOf = async (url: string) => (await fetch(url)).status;
const tokenOf = (url: string) => /\/~([^/]+)\//.exec(url)?.[1] ?? "";

test("a private stream is refused without a token, segments included, and plays with an invitation", async ({
  browser,
}) => {
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(`${product.url}/watch/${streamId}`);
  await expect(stranger.getByRole("heading", { name: words.watch.privateTitle })).toBeVisible();
  expect(await stranger.content()).not.toContain(TITLE);
  expect(await stranger.content()).not.toContain("/live/");

  const { url } = await makeLink();
  const guest = await (await browser.newContext()).newPage();
  const media = watchMedia(guest);
  await guest.goto(url);
  await expectPlaying(guest);
  expect(guest.url()).toBe(`${product.url}/watch/${streamId}`);
  expect(await guest.evaluate(() => document.cookie)).not.toContain("invitation");

  const segment = media.find((response) => response.ok() && response.url().endsWith(".m4s"));
  const playlist = media.find((response) => response.ok() && response.url().includes("/media.m3u8"));
  expect(segment && playlist).toBeTruthy();
  for (const response of [segment, playlist]) {
    const address = response?.url().split("?")[0] ?? "";
    const token = tokenOf(address);
    expect(response?.headers()["cache-control"]).toBe("private, no-store");
    expect(await statusOf(address.replace(`~${token}/`, ""))).toBe(401);
    expect(await statusOf(address.replace(token, `${token.slice(0, -43)}${"A".repeat(43)}`))).toBe(403);
    expect(await statusOf(address.replace(token, token.replace(/^1\.w/, "1.d")))).toBe(403);
  }
  await guest.context().close();
  await stranger.context().close();
});

test("tokens are renewed under way without a stall, and the old ones stop working", async ({ browser }) => {
  test.setTimeout(120_000);
  const { url } = await makeLink();
  const page = await (await browser.newContext()).newPage();
  const media = watchMedia(page);
  const since = Date.now();
  await page.goto(url);
  await expectPlaying(page);
  await markPage(page);
  const from = await page.evaluate(() => {
    const video = document.querySelector("video");
    // A player that begins anew empties its video.
    const counts = { restarts: 0 };
    Reflect.set(window, "counts", counts);
    video?.addEventListener("emptied", () => {
      counts.restarts += 1;
    });
    return { atMs: performance.now(), positionSec: video?.currentTime ?? 0 };
  });
  const first = tokenOf(media.find((response) => response.ok())?.url() ?? "");
  const old =
    media
      .find((response) => response.url().includes("/media.m3u8"))
      ?.url()
      .split("?")[0] ?? "";
  await expect
    .poll(() => new Set(media.filter((one) => one.ok()).map((one) => tokenOf(one.url()))).size, {
      timeout: 60_000,
    })
    .toBeGreaterThan(3);
  await expect.poll(() => statusOf(old), { timeout: 20_000 }).toBe(403);
  expect(Date.now() - since).toBeGreaterThan(TOKEN_SECONDS * 1000);
  await expectPlaying(page);
  await expectNotReloaded(page);
  expect(tokenOf(media.at(-1)?.url() ?? "")).not.toBe(first);
  const to = await page.evaluate(() => ({
    atMs: performance.now(),
    positionSec: document.querySelector("video")?.currentTime ?? 0,
    restarts: Reflect.get(window, "counts").restarts,
  }));
  expect(to.restarts).toBe(0);
  expect(to.positionSec - from.positionSec).toBeGreaterThan((0.8 * (to.atMs - from.atMs)) / 1000);
  expect(media.filter((one) => one.status() === 401 || one.status() === 403)).toEqual([]);
  await page.context().close();
});

test("connections that stand outlive their first token, over WebRTC and as FLV", async ({ browser }) => {
  test.setTimeout(120_000);
  const { url } = await makeLink();
  const watch = async (engine: string) => {
    const page = await (await browser.newContext()).newPage();
    await page.addInitScript(() => localStorage.setItem("player.latency", "lowest"));
    if (engine === "flv") await page.route("**/whep", (route) => route.fulfill({ status: 404 }));
    let renewals = 0;
    page.on("response", (response) => {
      if (response.url().endsWith("/renewal") && response.status() === 204) renewals += 1;
    });
    await page.goto(url);
    const player = page.locator("section[data-status]");
    await expect(player).toHaveAttribute("data-engine", engine, { timeout: 20_000 });
    await expectPlaying(page);
    // One comes at half of a token's life: after three the first token is long over.
    await expect.poll(() => renewals, { timeout: 40_000 }).toBeGreaterThan(2);
    await expectPlaying(page);
    await expect(player).toHaveAttribute("data-engine", engine);
    await page.context().close();
  };
  await Promise.all([watch("whep"), watch("flv")]);
});

test("whoever is turned out loses the picture within seconds, and the page says why", async ({ browser }) => {
  const { url, grantId } = await makeLink();
  const [guest, other] = await Promise.all([
    browser.newContext().then((context) => context.newPage()),
    browser.newContext().then((context) => context.newPage()),
  ]);
  await guest.goto(url);
  await other.goto((await makeLink()).url);
  await Promise.all([expectPlaying(guest), expectPlaying(other)]);
  await callApi(product, "DELETE", `/streams/${streamId}/grants/${grantId}`);
  await expect(guest.getByRole("heading", { name: words.watch.turnedOutTitle })).toBeVisible({
    timeout: 10_000,
  });
  expect(await guest.locator("video").count()).toBe(0);
  await guest.reload();
  await expect(guest.getByRole("heading", { name: words.watch.invitationOverTitle })).toBeVisible();
  await expectPlaying(other);
  await guest.context().close();
  await other.context().close();
});

test("an account is invited in the studio, and strangers find the stream nowhere", async ({
  browser,
  page,
}) => {
  const address = `guest-${Date.now()}@example.org`;
  await signUp(page, await inviteSomebody(page, product), {
    name: "Guest",
    email: address,
    password: "a-quiet-evening-on-the-sea",
  });
  await page.goto(`${product.url}/watch/${streamId}`);
  await expect(page.getByRole("heading", { name: words.watch.privateTitle })).toBeVisible();
  const body = { kind: "account", account: address };
  expect((await callApi(product, "POST", `/streams/${streamId}/grants`, { body })).status).toBe(201);
  await page.reload();
  await expectPlaying(page);

  const stranger = await (await browser.newContext()).newPage();
  const seen: string[] = [];
  stranger.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => seen.push(payload.toString())),
  );
  for (const path of ["/", `/watch/${streamId}`, "/sitemap.xml", "/@admin"]) {
    await stranger.goto(`${product.url}${path}`);
    seen.push(await stranger.content());
  }
  for (const path of [`/api/playback/${streamId}`, `/watch/${streamId}`, `/watch/${streamId}/poster`])
    seen.push(await (await fetch(`${product.url}${path}`, { headers: { RSC: "1" } })).text());
  expect(seen.filter((text) => text.includes(TITLE) || text.includes("/live/"))).toEqual([]);
  await stranger.context().close();
});
