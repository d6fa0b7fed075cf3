import type { Page } from "@playwright/test";
import { signIn, words } from "./harness/account";
import { type EncoderTarget, startEncoder } from "./harness/encoder";
import { expectPlaying } from "./harness/playback";
import { expect, test } from "./harness/test";
import { waitFor } from "./harness/wait-for";

test("from an empty studio to a watched stream, a rotated key, and the end", async ({
  page,
  product,
  context,
}) => {
  test.setTimeout(150_000);
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: product.url });
  await signIn(page, product);
  const streamId = await createStreamInBrowser(page, product.url, "Friday kompa night");
  const target = await copyTarget(page);
  await expectState(page, words.broadcast.ready);

  const encoder = startEncoder(target);
  try {
    const liveAt = await waitForPlaylist(product.mediaUrl, streamId);
    await expectState(page, words.broadcast.live);
    expect(Date.now() - liveAt, "ms from the first playable part to the studio").toBeLessThan(2_000);

    const viewer = await context.newPage();
    await viewer.goto(`${product.url}/watch/${streamId}`);
    await expectPlaying(viewer);
    await expect(page.getByText("1 watching").first()).toBeVisible();

    await rotateKey(page);
    await encoder.exited;
    await expectState(page, words.broadcast.reconnecting);
    const late = startEncoder(target);
    expect(await late.exited, "an encoder with the old key is refused").not.toBe(0);

    const fresh = await copyTarget(page);
    expect(fresh.streamKey).not.toBe(target.streamKey);
    const second = startEncoder(fresh);
    try {
      await expectState(page, words.broadcast.live);
      await expectPlaying(viewer);
      await endStream(page);
      await second.exited;
      await expectState(page, words.broadcast["replay-ready"]);
      await expect(viewer.getByLabel(words.player.positionReplay)).toBeVisible();
    } finally {
      await second.stop();
    }
    expect(await startEncoder(fresh).exited, "an ended stream takes no encoder").not.toBe(0);
  } finally {
    await encoder.stop();
  }
});

async function createStreamInBrowser(page: Page, url: string, title: string): Promise<string> {
  await page.goto(`${url}/studio/streams`);
  await page
    .getByRole("link", { name: words.streams.new })
    .or(page.getByRole("button", { name: words.streams.new }))
    .first()
    .click();
  await page.getByLabel(words.streams.titleLabel).fill(title);
  await page.getByRole("button", { name: words.streams.create }).click();
  await page.waitForURL(/\/studio\/streams\/(?!new)[A-Za-z0-9_-]{8,}$/);
  await expect(page.getByRole("heading", { name: title })).toBeVisible();
  return page.url().split("/").at(-1) ?? "";
}

/** What a creator does: copies the key without seeing it. */
async function copyTarget(page: Page): Promise<EncoderTarget> {
  await page.getByRole("button", { name: words.setup.copyKey }).click();
  const streamKey = await clipboard(page);
  expect(streamKey).toMatch(/^[A-Za-z0-9_-]{16,}$/);
  expect(await page.content()).not.toContain(streamKey);
  await page.getByRole("button", { name: words.setup.copyServer }).click();
  return { server: await clipboard(page), streamKey };
}

async function clipboard(page: Page): Promise<string> {
  await expect(
    page.getByRole("button", { name: new RegExp(`^${words.common.copied}`) }).last(),
  ).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  await expect(page.getByRole("button", { name: new RegExp(`^${words.common.copied}`) })).toHaveCount(0);
  return text;
}

async function rotateKey(page: Page): Promise<void> {
  await page.getByRole("button", { name: words.setup.reset }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByText(words.setup.resetBodyLive)).toBeVisible();
  await dialog.getByRole("button", { name: words.setup.resetConfirm }).click();
  await expect(page.getByText(words.setup.resetDone)).toBeVisible();
}

async function endStream(page: Page): Promise<void> {
  await page.getByRole("button", { name: words.studio.end }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: words.studio.end }).click();
}

async function expectState(page: Page, word: string): Promise<void> {
  await expect(page.getByText(word, { exact: true }).first()).toBeVisible({ timeout: 15_000 });
}

/** The media server's own word: its playlist answers. Returns the moment, in epoch ms. */
async function waitForPlaylist(mediaUrl: string, streamId: string): Promise<number> {
  await waitFor(
    "the playlist answers",
    async () => (await fetch(`${mediaUrl}/live/${streamId}/index.m3u8`).catch(() => null))?.ok ?? false,
    15_000,
    20,
  );
  return Date.now();
}
