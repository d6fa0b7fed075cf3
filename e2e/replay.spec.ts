import { stat } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectNoBarriers } from "./harness/accessible";
import { signIn, words } from "./harness/account";
import { callApi, createStream, encoderTarget, waitForBroadcast } from "./harness/api";
import { startEncoder } from "./harness/encoder";
import { expectNotReloaded, expectPlaying, markPage } from "./harness/playback";
import type { Product } from "./harness/product";
import { expect, test } from "./harness/test";

const TITLE = "A show worth seeing twice";
const position = (page: Page) => page.evaluate(() => document.querySelector("video")?.currentTime ?? 0);
const duration = (page: Page) => page.evaluate(() => document.querySelector("video")?.duration ?? 0);

test("the page of a stream turns into its replay, which seeks, is downloaded, and goes when it is deleted", async ({
  page,
  product,
  context,
}) => {
  test.setTimeout(240_000);
  const streamId = await recordLive(page, product, 15);
  await callApi(product, "POST", `/streams/${streamId}/end`);
  await waitForBroadcast(product, streamId, "replay-ready", 60_000);
  await expect(player(page)).toBeVisible({ timeout: 20_000 });
  await expectNotReloaded(page);

  await page.getByRole("button", { name: words.player.play, exact: true }).click();
  await expectPlaying(page);
  await expectSeeks(page);
  await expectPicturesWhileSeeking(page);
  await expectNoBarriers(page);
  await expectLinkPreview(page);

  const studio = await context.newPage();
  await signIn(studio, product);
  await studio.goto(`${product.url}/studio/recordings`);
  await expectDownload(studio);
  await expectNoBarriers(studio);
  const remove = studio.getByRole("button", { name: words.recordings.deleteNamed.replace("{title}", TITLE) });
  await remove.click();
  const dialog = studio.getByRole("alertdialog");
  await dialog.getByRole("button", { name: words.recordings.deleteConfirm }).click();
  await expect(studio.getByText(words.recordings.deleted)).toBeVisible();
  await expect(remove).toBeHidden();
  await expect(page.getByRole("heading", { name: words.watch.endedTitle })).toBeVisible();
  expect((await fetch(`${product.mediaUrl}/replays/${streamId}/index.m3u8`)).status).toBe(404);
});

test("a stream whose recording is switched off leaves nothing", async ({ page, product }) => {
  const made = await callApi(product, "POST", "/streams", { body: { title: "Only now", isRecorded: false } });
  const { id } = await made.json();
  await goLive(page, product, id, 2);
  await callApi(product, "POST", `/streams/${id}/end`);
  await waitForBroadcast(product, id, "ended");
  expect((await fetch(`${product.mediaUrl}/replays/${id}/index.m3u8`)).status).toBe(404);
});

async function recordLive(page: Page, product: Product, seconds: number): Promise<string> {
  const { id } = await createStream(product, TITLE);
  await goLive(page, product, id, seconds);
  return id;
}

/** On air until the viewer has seen that many seconds. */
async function goLive(page: Page, product: Product, streamId: string, seconds: number): Promise<void> {
  const stream = await (await callApi(product, "GET", `/streams/${streamId}`)).json();
  const encoder = startEncoder(encoderTarget(stream));
  try {
    await waitForBroadcast(product, streamId, "live");
    await page.goto(`${product.url}/watch/${streamId}`);
    await expectPlaying(page);
    await markPage(page);
    const from = await position(page);
    await expect
      .poll(async () => (await position(page)) - from, { timeout: 60_000 })
      .toBeGreaterThan(seconds);
  } finally {
    await encoder.stop();
  }
}

function player(page: Page) {
  return page.getByRole("region", { name: words.player.labelReplay.replace("{title}", TITLE) });
}

async function expectSeeks(page: Page): Promise<void> {
  const whole = await duration(page);
  expect(whole).toBeGreaterThan(10);
  await page.keyboard.press("8");
  await expect.poll(() => position(page)).toBeGreaterThan(whole * 0.75);
  await page.keyboard.press("Home");
  await page.keyboard.press("0");
  await expect.poll(() => position(page)).toBeLessThan(whole * 0.3);
  await expectPlaying(page);
  const before = await position(page);
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => position(page)).toBeGreaterThan(before + 4.5);
  await dragTo(page, 0.5);
  await expect.poll(() => position(page)).toBeGreaterThan(whole * 0.45);
  expect(await position(page)).toBeLessThan(whole * 0.8);
  await page.getByLabel(words.player.speed, { exact: true }).selectOption("2");
  expect(await page.evaluate(() => document.querySelector("video")?.playbackRate)).toBe(2);
}

/** By mouse, from a quarter of the bar. */
async function dragTo(page: Page, fraction: number): Promise<void> {
  const box = await page.getByLabel(words.player.positionReplay).boundingBox();
  if (!box) throw new Error("there is no bar");
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.25, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * fraction, y, { steps: 4 });
  await page.mouse.up();
}

/** The pictures are made after the recording; the page hears of them by itself. */
async function expectPicturesWhileSeeking(page: Page): Promise<void> {
  const bar = page.getByLabel(words.player.positionReplay);
  await expect(async () => {
    await bar.hover({ position: { x: 40, y: 10 } });
    await bar.hover({ position: { x: 60, y: 10 } });
    const picture = page.locator('[data-preview="picture"] img');
    await expect(picture).toBeVisible({ timeout: 2_000 });
    expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  }).toPass({ timeout: 60_000 });
}

async function expectLinkPreview(page: Page): Promise<void> {
  const head = await (await fetch(page.url())).text();
  const image = /<meta property="og:image" content="([^"]+)"/.exec(head)?.[1] ?? "";
  const answer = await fetch(image);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
}

async function expectDownload(studio: Page): Promise<void> {
  const coming = studio.waitForEvent("download");
  await studio.getByRole("button", { name: `${words.recordings.download}: ${TITLE}` }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/\.mp4$/);
  expect((await stat(await download.path())).size).toBeGreaterThan(100_000);
}
