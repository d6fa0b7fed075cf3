import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expectNoBarriers } from "./harness/accessible";
import { signIn, words } from "./harness/account";
import { callApi, encoderTarget, getStream, waitForBroadcast } from "./harness/api";
import { startEncoder } from "./harness/encoder";
import { expectPlaying } from "./harness/playback";
import { ADMIN, type Product, startProduct } from "./harness/product";
import { expect, test } from "./harness/test";

const TITLE = "Sound check behind closed doors";
const METRICS_TOKEN = "for-the-scraper-of-this-test";

/** A product of its own: it tells everything it can, and still no secret. */
test("a stream is checked in private, made public, watched and recorded, and no log holds a secret", async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000);
  const product = await startProduct({ env: { LOG_LEVEL: "trace", METRICS_TOKEN } });
  const stranger = await (await browser.newContext()).newPage();
  try {
    await signIn(page, product);
    const streamId = await createPreview(page, product);
    const stream = await getStream(product, streamId);
    const target = encoderTarget(stream);
    const encoder = startEncoder(target);
    try {
      await waitForBroadcast(product, streamId, "preview");
      await expectVerdict(page);
      await expectPrivate(stranger, product, streamId);
      const { playback } = await getStream(product, streamId);
      await goPublic(page);
      await expectPlaying(stranger);
      await expectRecord(page, product, streamId);
      await expectNoBarriers(page);
      await expectProbes(product);
      await expectSilentLog(product, [target.streamKey, ...playback.map(({ url }) => tokenOf(url))]);
    } finally {
      await encoder.stop();
    }
  } finally {
    await stranger.context().close();
    await product.remove();
  }
});

async function createPreview(page: Page, product: Product): Promise<string> {
  await page.goto(`${product.url}/studio/streams/new`);
  await page.getByLabel(words.streams.titleLabel).fill(TITLE);
  await page.getByLabel(words.streams.previewLabel).check();
  await page.getByRole("button", { name: words.streams.create }).click();
  await page.waitForURL(/\/studio\/streams\/(?!new)[A-Za-z0-9_-]{8,}$/);
  return page.url().split("/").at(-1) ?? "";
}

/** The creator has the picture and, line by line, what is good about it. */
async function expectVerdict(page: Page): Promise<void> {
  await expect(page.getByText(words.broadcast.preview, { exact: true }).first()).toBeVisible();
  const verdict = page.getByRole("list", { name: words.health.verdict });
  await expect(verdict.getByText(words.health.checks["b-frames"])).toBeVisible({ timeout: 20_000 });
  await expect(verdict.getByText(words.health.checks["key-frames"].replace("{seconds}", "2"))).toBeVisible({
    timeout: 20_000,
  });
  await page.getByRole("button", { name: words.studio.previewPlay }).click();
  await expectPlaying(page);
  await expectNoBarriers(page);
}

/** To everybody else the stream has not begun: no picture, no title on the front page, no media by its address. */
async function expectPrivate(page: Page, product: Product, streamId: string): Promise<void> {
  await page.goto(product.url);
  await expect(page.getByRole("heading").first()).toBeVisible();
  await expect(page.getByText(TITLE)).toHaveCount(0);
  await page.goto(`${product.url}/watch/${streamId}`);
  await expect(page.locator("[data-phase=waiting]")).toBeVisible();
  await expect(page.locator("video")).toHaveCount(0);
  for (const file of ["index.m3u8", "source/media.m3u8", "poster.jpg"]) {
    const response = await fetch(`${product.mediaUrl}/live/${streamId}/${file}`);
    expect([401, 403], file).toContain(response.status);
  }
}

async function goPublic(page: Page): Promise<void> {
  await page.getByRole("button", { name: words.studio.goPublic }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByText(words.studio.goPublicConfirmBody)).toBeVisible();
  await dialog.getByRole("button", { name: words.studio.goPublic }).click();
  await expect(page.getByText(words.broadcast.live, { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: words.studio.goPublic })).toHaveCount(0);
}

async function expectRecord(page: Page, product: Product, streamId: string): Promise<void> {
  await page.goto(`${product.url}/studio/streams/${streamId}/record`);
  const chart = page.getByRole("slider").first();
  await expect(chart).toBeVisible({ timeout: 30_000 });
  await chart.focus();
  await page.keyboard.press("End");
  await expect(chart).toHaveAttribute("aria-valuetext", /bit\/s/);
  await page.getByRole("button", { name: words.record.asTable }).click();
  await expect(page.getByRole("table").first()).toContainText("bit/s");
  await expect(page.getByRole("table").last()).toContainText("RTMP");
}

async function expectProbes(product: Product): Promise<void> {
  const status = async (address: string, token?: string) =>
    (await fetch(address, token ? { headers: { authorization: `Bearer ${token}` } } : {})).status;
  expect(await status(`${product.url}/readyz`)).toBe(200);
  expect(await status(`${product.mediaUrl}/readyz`)).toBe(200);
  expect(await status(`${product.mediaUrl}/metrics`)).toBe(404);
  expect(await status(`${product.url}/metrics`)).toBe(401);
  expect(await status(`${product.url}/metrics`, METRICS_TOKEN)).toBe(200);
  const strange = await callApi(product, "GET", "/streams/%E0%A4%A");
  expect(strange.status).toBe(400);
}

async function expectSilentLog(product: Product, secrets: readonly string[]): Promise<void> {
  const kept: Record<string, string> = JSON.parse(
    await readFile(join(product.dataDir, "secrets.json"), "utf8"),
  );
  const { AUTH_SECRET = "", ENCRYPTION_KEY = "", MEDIA_SECRET = "" } = kept;
  const own = [AUTH_SECRET, ENCRYPTION_KEY, MEDIA_SECRET];
  const all = [...secrets, ...own, ADMIN.password, ADMIN.apiToken, METRICS_TOKEN];
  expect(all.filter((secret) => secret.length < 12)).toEqual([]);
  const log = product.output();
  expect(log).toContain("publisher accepted");
  expect(all.filter((secret) => log.includes(secret))).toEqual([]);
}

/** What stands in the path as `~token`. */
function tokenOf(url: string): string {
  return /\/~([^/]+)\//.exec(url)?.[1] ?? "";
}
