import type { Locator, Page } from "@playwright/test";
import { expectNoBarriers } from "./harness/accessible";
import { words } from "./harness/account";
import { callApi, encoderTarget, waitForBroadcast } from "./harness/api";
import { type Encoder, startEncoder } from "./harness/encoder";
import { expectNotReloaded, expectPlaying, markPage } from "./harness/playback";
import type { Product } from "./harness/product";
import { expect, test } from "./harness/test";

const TITLE = "Gwo konsè nan Jakmèl";
const APPEARS = { timeout: 20_000 };

test("a stream appears on the front page by itself, is found, and moves among the replays when it is over", async ({
  page,
  product,
  browser,
}) => {
  test.setTimeout(150_000);
  await page.goto(product.url);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await markPage(page);
  const shown = await goLive(product, { title: TITLE, contentLabel: "music-concert" });
  const hidden = await goLive(product, { title: `${TITLE}, for friends`, visibility: "unlisted" });
  try {
    const live = page.getByRole("region", { name: words.lists.liveNow });
    await expect(card(live, shown.id).getByRole("link", { name: TITLE, exact: true })).toBeVisible(APPEARS);
    await expect(page.getByRole("status").first()).toContainText("is on air now");
    await expect(card(page, hidden.id)).toHaveCount(0);
    await expectNotReloaded(page);
    await expectNoBarriers(page);
    await expectFound(page);
    await expectFoundWithoutScript(await browser.newContext({ javaScriptEnabled: false }), product);
    await expectLeadsToPlayer(page, product);
    await page.goto(product.url);
    await expect(card(live, shown.id)).toBeVisible();
    await markPage(page);
    await callApi(product, "POST", `/streams/${shown.id}/end`);
    await waitForBroadcast(product, shown.id, "replay-ready", 60_000);
    const replays = page.getByRole("region", { name: words.lists.replays });
    await expect(card(replays, shown.id)).toBeVisible(APPEARS);
    await expect(card(page, shown.id)).toHaveCount(1);
    await expectNotReloaded(page);
  } finally {
    await Promise.all([shown.encoder.stop(), hidden.encoder.stop()]);
  }
  for (const path of ["/replays", "/search?q=konse", "/search", "/search?q=no-such-thing"]) {
    await page.goto(`${product.url}${path}`);
    await expectNoBarriers(page);
  }
});

function card(place: Page | Locator, streamId: string): Locator {
  return place.locator(`[data-stream="${streamId}"]`);
}

async function goLive(product: Product, wish: object): Promise<{ id: string; encoder: Encoder }> {
  const stream = await (await callApi(product, "POST", "/streams", { body: wish })).json();
  const encoder = startEncoder(encoderTarget(stream));
  await waitForBroadcast(product, stream.id, "live");
  return { id: stream.id, encoder };
}

/** By keyboard alone, from the top of the front page. */
async function expectFound(page: Page): Promise<void> {
  const field = page.getByRole("searchbox", { name: words.lists.searchSite });
  await tabTo(page, field);
  await page.keyboard.type("KONSE jakmel");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/search\?q=KONSE\+jakmel$/);
  const results = page.getByRole("main");
  await expect(results.getByRole("link", { name: TITLE, exact: true })).toBeVisible();
  await expect(results.locator("[data-stream]")).toHaveCount(1);
  const chips = page.getByRole("navigation", { name: words.lists.labels });
  await chips.getByRole("link", { name: words.labels.gaming }).click();
  await expect(results.getByRole("heading", { name: words.lists.nothing })).toBeVisible();
  await expect(page).toHaveURL(/label=gaming/);
  await page.goBack();
  await expect(results.getByRole("link", { name: TITLE, exact: true })).toBeVisible();
}

async function expectFoundWithoutScript(
  context: Awaited<ReturnType<import("@playwright/test").Browser["newContext"]>>,
  product: Product,
): Promise<void> {
  const page = await context.newPage();
  await page.goto(product.url);
  await expect(page.getByRole("link", { name: TITLE, exact: true })).toBeVisible();
  await page.getByRole("searchbox", { name: words.lists.searchSite }).fill("mizik");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main").getByRole("link", { name: TITLE, exact: true })).toBeVisible();
  await context.close();
}

async function expectLeadsToPlayer(page: Page, product: Product): Promise<void> {
  await page.goto(product.url);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("link", { name: TITLE, exact: true }));
  await page.keyboard.press("Enter");
  // To the channel; while it is on air with another stream as well, to the stream's own page.
  await expect(page).toHaveURL(/\/(@|watch\/)/);
  await expectPlaying(page);
  await expect(page.getByRole("heading", { level: 1, name: TITLE })).toBeVisible();
}

async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 25; presses++) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error("the keyboard does not get there");
}
