import { expect, type Page } from "@playwright/test";
import { words } from "./account";

/** Fails unless the clock of the video goes on for a second, and pictures with it. */
export async function expectPlaying(page: Page, timeout = 20_000): Promise<void> {
  const seen = () =>
    page.evaluate(() => {
      const video = document.querySelector("video");
      return {
        frames: video?.getVideoPlaybackQuality().totalVideoFrames ?? 0,
        position: video?.currentTime ?? 0,
      };
    });
  await expect.poll(async () => (await seen()).frames, { timeout }).toBeGreaterThan(0);
  const from = await seen();
  // Both at once: a jump to the live edge moves the clock before a picture of that place is decoded.
  const goneOn = async () => {
    const now = await seen();
    return now.position - from.position > 1 && now.frames !== from.frames;
  };
  await expect.poll(goneOn, { timeout }).toBe(true);
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
