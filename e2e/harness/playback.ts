import { expect, type Page } from "@playwright/test";
import { words } from "./account";

/** Fails unless pictures are decoded and the clock of the video goes on for a second. */
export async function expectPlaying(page: Page, timeout = 20_000): Promise<void> {
  const frames = () =>
    page.evaluate(() => document.querySelector("video")?.getVideoPlaybackQuality().totalVideoFrames ?? 0);
  const position = () => page.evaluate(() => document.querySelector("video")?.currentTime ?? 0);
  await expect.poll(frames, { timeout }).toBeGreaterThan(0);
  const from = { frames: await frames(), position: await position() };
  await expect.poll(async () => (await position()) - from.position, { timeout }).toBeGreaterThan(1);
  expect(await frames()).not.toBe(from.frames);
}

/** Puts a mark into the page that a reload would wipe away. */
export async function markPage(page: Page): Promise<void> {
  await page.evaluate(() => Reflect.set(window, "untouched", true));
}

export async function expectNotReloaded(page: Page): Promise<void> {
  expect(await page.evaluate(() => Reflect.get(window, "untouched"))).toBe(true);
}

/** By keyboard: controls that nobody points at are out of the mouse's way. */
export async function openPlayerSettings(page: Page): Promise<void> {
  await page.getByRole("button", { name: words.player.settings, exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: words.playerMenu.title })).toBeVisible();
}
