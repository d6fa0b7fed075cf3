import type { Page } from "@playwright/test";
import { type LossyUdp, startLossyUdp } from "../bench/measure/lossy-udp";
import { percentile } from "../bench/measure/percentile";
import { serveWhepPage } from "../bench/peers/whep-page";
import { publishSquares, type SquaresPublisher } from "../bench/squares/publisher";
import { installSquaresReader, readSquares, waitForFirstFrame } from "../bench/squares/watch-squares";
import { createStream, encoderTarget, getStream, waitForBroadcast } from "./harness/api";
import { expect, test } from "./harness/test";

/** How loud (0…1, root mean square) the sound is that arrives by WebRTC. */
async function measureLoudness(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { connection } = Reflect.get(window, "playback") as { connection: RTCPeerConnection };
    const track = connection.getReceivers().find((receiver) => receiver.track.kind === "audio")?.track;
    if (!track) throw new Error("no sound to listen to");
    const audio = new AudioContext();
    await audio.resume();
    const analyser = audio.createAnalyser();
    audio.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const wave = new Float32Array(analyser.fftSize);
    analyser.getFloatTimeDomainData(wave);
    await audio.close();
    return Math.sqrt(wave.reduce((sum, value) => sum + value * value, 0) / wave.length);
  });
}

test.describe("watching over WebRTC", () => {
  let publisher: SquaresPublisher | undefined;
  let player: Awaited<ReturnType<typeof serveWhepPage>> | undefined;
  let pageUrl = "";
  let whepUrl = "";

  test.beforeEach(async ({ page, product }) => {
    test.setTimeout(120_000);
    const stream = await createStream(product, "Nearly there");
    const { server, streamKey } = encoderTarget(stream);
    publisher = publishSquares(`${server}/${streamKey}`);
    await waitForBroadcast(product, stream.id, "live");
    const { playback } = await getStream(product, stream.id);
    whepUrl = playback.find(({ kind }) => kind === "whep")?.url ?? "";
    player = await serveWhepPage(whepUrl);
    pageUrl = player.url;
    await installSquaresReader(page);
  });
  test.afterEach(async () => {
    await player?.close();
    await publisher?.stop();
  });

  test("plays soon after it was filmed, with sound, and gives its place back when the page is left", async ({
    page,
  }) => {
    const opened = page.waitForResponse((response) => response.request().method() === "POST");
    await page.goto(pageUrl);
    const resource = new URL((await opened).headers().location ?? "", whepUrl).href;
    await waitForFirstFrame(page, 30_000);
    await expect(async () => {
      const { delaysMs } = await readSquares(page, 3_000);
      expect(delaysMs.length).toBeGreaterThan(20);
      expect(percentile(delaysMs, 0.5)).toBeLessThan(1_000);
    }).toPass({ timeout: 40_000 });
    await expect.poll(() => measureLoudness(page)).toBeGreaterThan(0.01);
    const knock = () =>
      fetch(resource, {
        method: "PATCH",
        headers: { "content-type": "application/trickle-ice-sdpfrag", "if-match": "*" },
        body: "a=end-of-candidates\r\n",
      }).then(({ status }) => status);
    expect(await knock()).toBe(204);
    await page.goto("about:blank");
    await expect.poll(knock, { timeout: 4_000 }).toBe(404);
  });

  test("goes on with picture and sound when one packet in twenty is lost", async ({ page }) => {
    let line: LossyUdp | undefined;
    await page.route(whepUrl, async (route) => {
      const response = await route.fetch();
      const answer = await response.text();
      const port = Number(/^a=candidate:.* (\d+) typ host/m.exec(answer)?.[1]);
      line = await startLossyUdp(port, 0.05);
      const body = answer.replaceAll(` ${port} typ host`, ` ${line.port} typ host`);
      await route.fulfill({ response, body });
    });
    try {
      await page.goto(pageUrl);
      await waitForFirstFrame(page, 30_000);
      await expect(async () => {
        const { delaysMs } = await readSquares(page, 5_000);
        expect(delaysMs.length).toBeGreaterThan(50);
      }).toPass({ timeout: 40_000 });
      expect(await measureLoudness(page)).toBeGreaterThan(0.01);
      expect(line?.counts().lost).toBeGreaterThan(50);
    } finally {
      await line?.close();
    }
  });
});
