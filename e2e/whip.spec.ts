import { CHROMIUM_ARGS } from "../scripts/testing/programs.mjs";
import { createStream, getStream, waitForBroadcast } from "./harness/api";
import { CAMERA_ARGS, publishCamera } from "./harness/camera";
import { expectPlaying } from "./harness/playback";
import { expect, test } from "./harness/test";

test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({ ...launchOptions, args: [...CHROMIUM_ARGS, ...CAMERA_ARGS] }),
});

test("a browser's camera goes on air by WHIP and plays as HLS; a wrong key doesn't", async ({
  browser,
  page,
  product,
}) => {
  const stream = await createStream(product, "From the camera");
  const target = stream.ingest?.find(({ kind }) => kind === "whip");
  const url = `${product.mediaUrl}/whip`;
  const streamKey = target?.streamKey ?? "";
  expect(stream.ingest?.map((one) => one.streamKey)).toEqual([streamKey, streamKey]);
  const stranger = await publishCamera(browser, { url, streamKey: "x".repeat(40) });
  expect(stranger.status).toBe(401);
  await stranger.stop();

  const camera = await publishCamera(browser, { url, streamKey });
  try {
    expect(camera.status).toBe(201);
    await waitForBroadcast(product, stream.id, "live");
    const { playback } = await getStream(product, stream.id);
    const hls = playback.find(({ kind }) => kind === "hls")?.url ?? "";
    await expect.poll(async () => (await fetch(hls)).text()).toMatch(/CODECS="avc1[^"]*,opus"/);
    await page.goto(stream.watchUrl);
    await expectPlaying(page);
    expect((await camera.figures()).asked).toBeGreaterThan(0);
  } finally {
    await camera.stop();
  }
  await waitForBroadcast(product, stream.id, "reconnecting");
  expect(product.output()).not.toContain(streamKey);
});
