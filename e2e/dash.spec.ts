import { createStream, encoderTarget, getStream, waitForBroadcast } from "./harness/api";
import { startEncoder } from "./harness/encoder";
import { expectPlaying } from "./harness/playback";
import { serveShakaPage } from "./harness/shaka-page";
import { expect, test } from "./harness/test";

test("DASH plays in a player that isn't ours, at the live edge, over the encoder's return", async ({
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
});
