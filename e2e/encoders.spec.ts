import type { Page } from "@playwright/test";
import { signIn, words } from "./harness/account";
import { createStream, encoderTarget, waitForBroadcast } from "./harness/api";
import { type EncoderSettings, h264, startEncoder, testPicture } from "./harness/encoder";
import { expectNotReloaded, expectPlaying, markPage } from "./harness/playback";
import type { Product } from "./harness/product";
import { expect, test } from "./harness/test";

/** Publishes with these settings, and opens the watch page and the studio's page of the stream. */
async function onAir(
  { page, product }: { page: Page; product: Product },
  settings: EncoderSettings,
  check: (pages: { viewer: Page; studio: Page }) => Promise<void>,
): Promise<void> {
  const stream = await createStream(product, "Whatever the encoder sends");
  const encoder = startEncoder(encoderTarget(stream), settings);
  try {
    await waitForBroadcast(product, stream.id, "live");
    const studio = await page.context().newPage();
    await signIn(studio, product);
    await studio.goto(`${product.url}/studio/streams/${stream.id}`);
    await page.goto(stream.watchUrl);
    await check({ viewer: page, studio });
  } finally {
    await encoder.stop();
  }
}

/** The beginning of a health sentence, up to its first value. */
const sentence = (issue: keyof typeof words.health.issues) => words.health.issues[issue].split("{")[0] ?? "";

test("B-frames play, and the studio says what they cost", async ({ page, product }) => {
  const video = ["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-g", "60", "-bf", "2"];
  await onAir({ page, product }, { video }, async ({ viewer, studio }) => {
    await expectPlaying(viewer);
    await expect(studio.getByText(sentence("b-frames")).first()).toBeVisible();
  });
});

test("a key frame every eight seconds plays, and the studio names the setting", async ({ page, product }) => {
  await onAir({ page, product }, { video: h264(250) }, async ({ viewer, studio }) => {
    await expectPlaying(viewer, 30_000);
    await expect(studio.getByText(sentence("key-frame-interval-long")).first()).toBeVisible({
      timeout: 20_000,
    });
  });
});

test("sound alone plays, and the page says so instead of staying black", async ({ page, product }) => {
  await onAir({ page, product }, { picture: [], video: [] }, async ({ viewer, studio }) => {
    await expect(viewer.getByText(words.player.soundOnly).first()).toBeVisible({ timeout: 20_000 });
    await expect
      .poll(() => viewer.evaluate(() => document.querySelector("video")?.currentTime ?? 0), {
        timeout: 20_000,
      })
      .toBeGreaterThan(1);
    await expect(studio.getByText(sentence("no-video")).first()).toBeVisible();
  });
});

test("a picture that browsers can't show leaves the sound, and the studio names the codec", async ({
  page,
  product,
}) => {
  // Sorenson H.263, the one other video codec that ffmpeg writes into FLV everywhere.
  await onAir({ page, product }, { video: ["-c:v", "flv", "-b:v", "800k"] }, async ({ viewer, studio }) => {
    await expect(viewer.getByText(words.player.soundOnly).first()).toBeVisible({ timeout: 20_000 });
    await expect(studio.getByText(sentence("video-codec-unsupported")).first()).toBeVisible();
  });
});

test("sound that browsers can't play leaves the picture, and the studio names the codec", async ({
  page,
  product,
}) => {
  const audio = ["-c:a", "libmp3lame", "-ar", "44100", "-b:a", "128k"];
  await onAir({ page, product }, { audio }, async ({ viewer, studio }) => {
    await expectPlaying(viewer);
    await expect(studio.getByText(sentence("audio-codec-unsupported")).first()).toBeVisible();
  });
});

test("an encoder that returns with another picture size goes on in the same page", async ({
  page,
  product,
}) => {
  const stream = await createStream(product, "Two sizes");
  const first = startEncoder(encoderTarget(stream));
  await waitForBroadcast(product, stream.id, "live");
  await page.goto(stream.watchUrl);
  await expectPlaying(page);
  await markPage(page);
  await first.stop();
  const second = startEncoder(encoderTarget(stream), { picture: testPicture("854x480") });
  try {
    await expect
      .poll(() => page.evaluate(() => document.querySelector("video")?.videoWidth), { timeout: 30_000 })
      .toBe(854);
    await expectPlaying(page);
    await expectNotReloaded(page);
  } finally {
    await second.stop();
  }
});

test("a second encoder with the same key is refused, and the studio tells", async ({ page, product }) => {
  const stream = await createStream(product, "One at a time");
  const first = startEncoder(encoderTarget(stream));
  try {
    await waitForBroadcast(product, stream.id, "live");
    await signIn(page, product);
    await page.goto(`${product.url}/studio/streams/${stream.id}`);
    expect(await startEncoder(encoderTarget(stream)).exited).not.toBe(0);
    expect(first.isRunning()).toBe(true);
    await expect(page.getByText(words.studio.refused.split("<")[0] ?? "").first()).toBeVisible();
  } finally {
    await first.stop();
  }
});
