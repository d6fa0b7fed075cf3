import type { Page } from "@playwright/test";
import { words } from "./harness/account";
import { createStream, encoderTarget, waitForBroadcast } from "./harness/api";
import { startEncoder, testPicture } from "./harness/encoder";
import { expectPlaying, openPlayerSettings } from "./harness/playback";
import { expect, test } from "./harness/test";
import { waitFor } from "./harness/wait-for";

const PATIENT = { timeout: 20_000 };
const quality = (page: Page) => page.getByLabel(words.player.quality, { exact: true });
const height = (page: Page) => page.evaluate(() => document.querySelector("video")?.videoHeight ?? 0);

/** Chooses, waits for the picture to change its size, and tells what the player said of itself meanwhile. */
async function choose(page: Page, choice: string, lines: number): Promise<string[]> {
  await page.evaluate(() => {
    const seen: string[] = [];
    Reflect.set(window, "seenStatuses", seen);
    const player = document.querySelector("[data-status]");
    const look = () => seen.push(player?.getAttribute("data-status") ?? "");
    if (player) new MutationObserver(look).observe(player, { attributeFilter: ["data-status"] });
  });
  await quality(page).selectOption(choice);
  await expect.poll(() => height(page), PATIENT).toBe(lines);
  return page.evaluate(() => Reflect.get(window, "seenStatuses") as string[]);
}

test.use({ productEnv: { TRANSCODE_MAX_CORES: "2" } });

test("a viewer chooses a quality without a stop, and finds it again", async ({ page, product }) => {
  const stream = await createStream(product, "In several qualities");
  const encoder = startEncoder(encoderTarget(stream), { picture: testPicture("640x480") });
  try {
    await waitForBroadcast(product, stream.id, "live");
    const playlist = `${product.mediaUrl}/live/${stream.id}/360p/media.m3u8`;
    await waitFor("the transcode", async () => (await fetch(playlist)).ok, 20_000);
    await page.goto(stream.watchUrl);
    await expectPlaying(page);
    await openPlayerSettings(page);
    await expect(quality(page).getByRole("option")).toHaveText([/^Auto/, "Original (480p)", "360p"], PATIENT);
    await expect(async () => {
      const smaller = await choose(page, "360p", 360);
      const original = await choose(page, "source", 480);
      // A busy machine may starve any player once; a switch that stops the picture does so each time.
      expect([...smaller, ...original]).toEqual([]);
    }).toPass({ timeout: 60_000 });
    await choose(page, "360p", 360);
    await page.reload();
    await expectPlaying(page);
    await openPlayerSettings(page);
    await expect(quality(page)).toHaveValue("360p", PATIENT);
    await expect.poll(() => height(page), PATIENT).toBe(360);
  } finally {
    await encoder.stop();
  }
});
