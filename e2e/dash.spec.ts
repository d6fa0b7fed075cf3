import type { Page } from "@playwright/test";
import {
  type ApiStream,
  callApi,
  createStream,
  encoderTarget,
  getStream,
  waitForBroadcast,
} from "./harness/api";
import { startEncoder } from "./harness/encoder";
import { expectPlaying } from "./harness/playback";
import { serveShakaPage } from "./harness/shaka-page";
import { expect, test } from "./harness/test";

test("DASH plays in a player that isn't ours, at the live edge, over the encoder's return, and as a replay", async ({
  page,
  product,
}) => {
  test.setTimeout(120_000);
  const stream = await createStream(product, "In another player");
  let encoder = startEncoder(encoderTarget(stream));
  await waitForBroadcast(product, stream.id, "live");
  const { playback } = await getStream(product, stream.id);
  const manifestUrl = playback.find(({ kind }) => kind === "dash")?.url ?? "";
  const shaka = await serveShakaPage(manifestUrl);
  try {
    // Until a second segment is known, how long the first will be is a guess.
    await expect
      .poll(async () => (await (await fetch(manifestUrl)).text()).match(/<S /g)?.length, {
        timeout: 20_000,
      })
      .toBeGreaterThan(2);
    await page.goto(shaka.url);
    await expectPlaying(page);
    // By the manifest's clock, which is the wall's.
    const shownAt = () =>
      page.evaluate(() => {
        const player = Reflect.get(window, "player") as { getPlayheadTimeAsDate(): Date }; // Shaka's own.
        return player.getPlayheadTimeAsDate().getTime();
      });
    expect(Date.now() - (await shownAt())).toBeLessThan(8_000);
    await encoder.stop();
    await waitForBroadcast(product, stream.id, "reconnecting");
    encoder = startEncoder(encoderTarget(stream));
    await waitForBroadcast(product, stream.id, "live");
    await expect
      .poll(async () => (await (await fetch(manifestUrl)).text()).match(/<Period /g)?.length)
      .toBe(2);
    const returnedAt = Date.now();
    await expect.poll(shownAt, { timeout: 30_000 }).toBeGreaterThan(returnedAt);
    await expectPlaying(page);
    expect(await page.evaluate(() => Reflect.get(window, "playerErrors"))).toEqual([]);
  } finally {
    await shaka.close();
    await encoder.stop();
  }
  await callApi(product, "POST", `/streams/${stream.id}/end`);
  await waitForBroadcast(product, stream.id, "replay-ready", 60_000);
  await expectReplay(page, (await getStream(product, stream.id)).playback);
});

/** All of it is there, and it plays from the beginning, from the middle, and from one stretch into the next. */
async function expectReplay(page: Page, playback: ApiStream["playback"]): Promise<void> {
  const hls = playback.find((source) => source.kind === "hls");
  const shaka = await serveShakaPage(playback.find(({ kind }) => kind === "dash")?.url ?? "");
  try {
    await page.goto(shaka.url);
    await expectPlaying(page);
    const durationSec = await page.evaluate(() => document.querySelector("video")?.duration ?? 0);
    expect(Math.abs(durationSec - (hls?.replay?.durationMs ?? 0) / 1000)).toBeLessThan(0.1);
    await page.evaluate((to) => {
      const video = document.querySelector("video");
      if (video) video.currentTime = to;
    }, durationSec / 2);
    await expectPlaying(page);
    await expect
      .poll(() => page.evaluate(() => document.querySelector("video")?.ended), { timeout: 30_000 })
      .toBe(true);
    expect(await page.evaluate(() => Reflect.get(window, "playerErrors"))).toEqual([]);
  } finally {
    await shaka.close();
  }
}
