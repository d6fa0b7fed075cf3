import type { Page } from "@playwright/test";
import { publishSquares } from "../bench/squares/publisher";
import { installSquaresReader, readSquares, waitForFirstFrame } from "../bench/squares/watch-squares";
import { createStream, encoderTarget, waitForBroadcast } from "./harness/api";
import { startEncoder } from "./harness/encoder";
import { expectNotReloaded, expectPlaying, markPage } from "./harness/playback";
import { expect, test } from "./harness/test";

/** Three pictures of the video, 400 ms apart, shrunk to a few pixels, with the video's clock and the wall's, in seconds. */
async function samplePictures(page: Page): Promise<{ time: number; wall: number; pixels: string }[]> {
  return page.evaluate(async () => {
    const video = document.querySelector("video");
    const context = Object.assign(document.createElement("canvas"), { width: 32, height: 18 }).getContext(
      "2d",
    );
    if (!video || !context) throw new Error("no video to look at");
    const samples = [];
    for (let count = 0; count < 3; count += 1) {
      context.drawImage(video, 0, 0, 32, 18);
      const wall = performance.now() / 1000;
      samples.push({ time: video.currentTime, wall, pixels: context.getImageData(0, 0, 32, 18).data.join() });
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
    return samples;
  });
}

/** Loudness (0…1, root mean square) of half a second of what the video element plays. */
async function measureLoudness(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const video = document.querySelector("video");
    if (!video) throw new Error("no video to listen to");
    const audio = new AudioContext();
    await audio.resume();
    const analyser = audio.createAnalyser();
    const capture = Reflect.get(video, "captureStream") as () => MediaStream; // Chromium's; not in the DOM types.
    audio.createMediaStreamSource(capture.call(video)).connect(analyser);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const wave = new Float32Array(analyser.fftSize);
    analyser.getFloatTimeDomainData(wave);
    return Math.sqrt(wave.reduce((sum, value) => sum + value * value, 0) / wave.length);
  });
}

const player = (page: Page) => page.locator("[data-status]");
const viewers = (page: Page) => page.locator("[data-viewers]");
const playing = (page: Page) =>
  expect(player(page)).toHaveAttribute("data-status", "playing", { timeout: 20_000 });

test.describe("watching", () => {
  test("shows moving pictures at the live edge, with sound", async ({ page, product }) => {
    const stream = await createStream(product, "Moving pictures");
    const encoder = startEncoder(encoderTarget(stream));
    try {
      await waitForBroadcast(product, stream.id, "live");
      await page.goto(stream.watchUrl);
      await playing(page);
      await expect(async () => {
        const samples = await samplePictures(page);
        expect(new Set(samples.map(({ pixels }) => pixels)).size).toBe(3);
        // Video and wall clock go together once the player has found its distance to the edge.
        const [first, , last] = samples;
        const drift = (last?.time ?? 0) - (first?.time ?? 0) - ((last?.wall ?? 0) - (first?.wall ?? 0));
        expect(Math.abs(drift)).toBeLessThan(0.3);
      }).toPass({ timeout: 20_000 });
      await expect
        .poll(() => page.locator("[data-latency]").getAttribute("data-latency").then(Number))
        .toBeLessThan(3);
      await page.keyboard.press("m");
      await page.keyboard.press("m");
      await expect.poll(() => measureLoudness(page)).toBeGreaterThan(0.01);
    } finally {
      await encoder.stop();
    }
  });

  test("counts viewers as they come and go", async ({ page, context, product }) => {
    const stream = await createStream(product, "Counted");
    const encoder = startEncoder(encoderTarget(stream));
    try {
      await waitForBroadcast(product, stream.id, "live");
      await page.goto(stream.watchUrl);
      // The five seconds begin when somebody watches, not when a busy machine begins to load a page.
      await playing(page);
      await expect(viewers(page)).toHaveAttribute("data-viewers", "1", { timeout: 5000 });
      const other = await context.newPage();
      await other.goto(stream.watchUrl);
      await playing(other);
      await expect(viewers(page)).toHaveAttribute("data-viewers", "2", { timeout: 5000 });
      await other.close();
      await expect(viewers(page)).toHaveAttribute("data-viewers", "1", { timeout: 5000 });
    } finally {
      await encoder.stop();
    }
  });

  test("goes on by itself when the encoder drops and returns", async ({ page, product }) => {
    const stream = await createStream(product, "Interrupted");
    let encoder = startEncoder(encoderTarget(stream));
    try {
      await waitForBroadcast(product, stream.id, "live");
      await page.goto(stream.watchUrl);
      await playing(page);
      let loads = 0;
      page.on("framenavigated", () => {
        loads += 1;
      });
      await encoder.stop();
      await expect(player(page)).toHaveAttribute("data-status", "interrupted", { timeout: 10_000 });
      await expect(player(page).getByText("The creator’s connection dropped").first()).toBeVisible();
      encoder = startEncoder(encoderTarget(stream));
      await playing(page);
      expect(new Set((await samplePictures(page)).map(({ pixels }) => pixels)).size).toBe(3);
      expect(loads).toBe(0);
    } finally {
      await encoder.stop();
    }
  });

  test("goes on by itself after the viewer's own network was gone", async ({ page, product, context }) => {
    const stream = await createStream(product, "In the tunnel");
    const encoder = startEncoder(encoderTarget(stream));
    try {
      await waitForBroadcast(product, stream.id, "live");
      await page.goto(stream.watchUrl);
      await playing(page);
      await markPage(page);
      await context.setOffline(true);
      await expect(player(page)).not.toHaveAttribute("data-status", "playing", { timeout: 30_000 });
      await context.setOffline(false);
      await playing(page);
      await expectPlaying(page);
      await expectNotReloaded(page);
    } finally {
      await context.setOffline(false);
      await encoder.stop();
    }
  });

  test("the waiting page turns into the player when the stream starts, and tells its end", async ({
    page,
    product,
  }) => {
    const stream = await createStream(product, "Soon");
    await page.goto(stream.watchUrl);
    await expect(page.getByText("This page turns into the player when the stream starts.")).toBeVisible();
    const encoder = startEncoder(encoderTarget(stream));
    try {
      await playing(page);
      await expect(page).toHaveTitle("● Soon");
    } finally {
      await encoder.stop();
    }
  });

  test("goes back in the window and returns to live by keyboard", async ({ page, product }) => {
    test.slow();
    const stream = await createStream(product, "Rewound");
    const encoder = startEncoder(encoderTarget(stream));
    try {
      await waitForBroadcast(product, stream.id, "live");
      await page.goto(stream.watchUrl);
      await playing(page);
      await expect(page.getByLabel("Position in the live window")).toBeAttached({ timeout: 40_000 });
      const badge = page.locator("[data-at-edge]");
      await expect(badge).toHaveAttribute("data-at-edge", "true");
      // Looking for a moment shows its picture.
      const bar = page.getByLabel("Position in the live window");
      await expect(async () => {
        await page.keyboard.press("Tab");
        await bar.focus();
        await expect(page.locator('[data-preview="picture"] img')).toBeVisible({ timeout: 1_000 });
      }).toPass({ timeout: 30_000 });
      await bar.blur();
      await page.keyboard.press("j");
      await expect(badge).toHaveAttribute("data-at-edge", "false");
      await playing(page);
      await page.keyboard.press("End");
      await expect(badge).toHaveAttribute("data-at-edge", "true");
    } finally {
      await encoder.stop();
    }
  });

  test("each frame carries the time of its making, a moment ago", async ({ page, product }) => {
    const stream = await createStream(product, "Time in the picture");
    const { server, streamKey } = encoderTarget(stream);
    const publisher = publishSquares(`${server}/${streamKey}`);
    try {
      await waitForBroadcast(product, stream.id, "live");
      await installSquaresReader(page);
      await page.goto(stream.watchUrl);
      await waitForFirstFrame(page, 30_000);
      const delaysMs: number[] = [];
      await expect
        .poll(async () => delaysMs.push(...(await readSquares(page, 1_000)).delaysMs), {
          message: "frames whose squares could be read",
          timeout: 30_000,
        })
        .toBeGreaterThan(20);
      // The delay itself is the bench's to judge; here the times only have to be true.
      expect(Math.min(...delaysMs)).toBeGreaterThan(0);
      expect(Math.max(...delaysMs)).toBeLessThan(10_000);
    } finally {
      await publisher.stop();
    }
  });
});
