import { spawnSync } from "node:child_process";
import type { Browser } from "@playwright/test";
import { serveWhepPage } from "../bench/peers/whep-page";
import { CHROMIUM_ARGS, findFfmpeg } from "../scripts/testing/programs.mjs";
import { expectNoBarriers } from "./harness/accessible";
import { words } from "./harness/account";
import { getStream, waitForBroadcast } from "./harness/api";
import { CAMERA_ARGS } from "./harness/camera";
import { expectPlaying } from "./harness/playback";
import { allowDevices, expectLight, goLiveButton, openStudio, studio } from "./harness/studio";
import { expect, test } from "./harness/test";

// Two encoders and several viewers share the machine with each of these.
test.describe.configure({ timeout: 150_000 });
test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({ ...launchOptions, args: [...CHROMIUM_ARGS, ...CAMERA_ARGS] }),
});

async function watchElsewhere(browser: Browser, address: string): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  await expectPlaying(page);
  await context.close();
}

/** What a closed lid does to a page: nothing in it runs, and nothing of it is sent. Returns what opens the lid. */
async function putToSleep(browser: Browser): Promise<() => void> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const pages = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
  for (const pid of pages) process.kill(pid, "SIGSTOP");
  return () => {
    for (const pid of pages) process.kill(pid, "SIGCONT");
  };
}

test("goes on air from the browser: others see it by LL-HLS and by WHEP", async ({
  page,
  browser,
  product,
}) => {
  const stream = await openStudio(page, product, "From my kitchen");
  await allowDevices(page);
  await expect(page.getByText(studio.checks.serverOpen)).toBeVisible();
  await expect(page.getByText(/Your connection carries this picture/).last()).toBeVisible({
    timeout: 20_000,
  });
  await expectNoBarriers(page);
  await goLiveButton(page).click();
  await waitForBroadcast(product, stream.id, "live");
  await expectLight(page, "live");
  await expectNoBarriers(page);

  const { playback } = await getStream(product, stream.id);
  const whep = await serveWhepPage(playback.find(({ kind }) => kind === "whep")?.url ?? "");
  try {
    await watchElsewhere(browser, stream.watchUrl);
    await watchElsewhere(browser, whep.url);
  } finally {
    await whep.close();
  }
  // The key went from the server's answer into the one request, and nowhere else.
  const key = stream.ingest?.find(({ kind }) => kind === "whip")?.streamKey ?? "no key";
  const kept = () => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect((await page.content()) + (await kept()) + page.url() + product.output()).not.toContain(key);
  await page.getByRole("link", { name: words.nav.streams }).first().click();
  await expect(page.getByRole("dialog")).toContainText(studio.leave.body);
  await page.getByRole("button", { name: studio.leave.stay }).click();
  expect(page.url()).toContain(stream.id);
  await page.goBack();
  await page.getByRole("button", { name: studio.leave.go }).click();
  await expect(page).toHaveURL(/\/studio\/streams$/);
  await waitForBroadcast(product, stream.id, "reconnecting");
});

test("the whole way by keyboard: allow, choose, go live, mute, pause, end, keep a copy", async ({
  page,
  product,
}) => {
  const stream = await openStudio(page, product, "Hands on the guitar");
  await page.getByRole("tab", { name: words.setup.browser }).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: studio.ask.both })).toBeFocused();
  await page.keyboard.press("Enter");
  const sound = page.getByLabel(studio.sound, { exact: true });
  await sound.focus();
  await page.keyboard.press("ArrowDown");
  await expect(sound).toHaveValue("music");
  await expect(goLiveButton(page)).toBeEnabled();
  await goLiveButton(page).focus();
  await page.keyboard.press("Enter");
  await expectLight(page, "live");

  await page.getByRole("button", { name: studio.mute }).focus();
  await page.keyboard.press("m");
  await expect(page.getByRole("button", { name: studio.unmute })).toBeVisible();
  await page.keyboard.press("m");
  await page.keyboard.press("p");
  await expectLight(page, "live-paused");
  await expect(page.getByLabel(studio.pictures["pause-card"])).toBeVisible();
  // In a pause the session stays: the server goes on taking in.
  expect((await getStream(product, stream.id)).state).toMatchObject({ broadcast: "live", ingest: "active" });
  await page.keyboard.press("p");
  await expectLight(page, "live");
  await page.keyboard.press("s");
  await expect(page.getByLabel(studio.pictures["screen-with-camera"])).toBeVisible();
  await expectPlaying(page);
  await page.keyboard.press("s");
  await expect(page.getByLabel(studio.pictures.camera)).toBeVisible();

  await page.getByRole("button", { name: words.studio.end }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("alertdialog").getByRole("button", { name: words.studio.end }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText(words.studio.endedTitle)).toBeVisible();
  const kept = page.getByRole("region", { name: studio.copies.title });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    kept.getByRole("button", { name: studio.copies.download }).first().click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^Hands-on-the-guitar-.*\.(mp4|webm)$/);
  const decoded = spawnSync(findFfmpeg() ?? "ffmpeg", ["-i", await download.path(), "-f", "null", "-"]);
  expect(decoded.status, decoded.stderr.toString()).toBe(0);
});

test("a second tab is told that the first is live, and may take over", async ({ page, context, product }) => {
  const stream = await openStudio(page, product, "Two tabs");
  await allowDevices(page);
  await goLiveButton(page).click();
  await expectLight(page, "live");

  const second = await context.newPage();
  await second.goto(`${product.url}/studio/streams/${stream.id}#browser`);
  await second.getByRole("button", { name: studio.ask.both }).click();
  await expect(second.getByText(studio.blockers["other-tab"])).toBeVisible();
  await second.getByRole("button", { name: studio.takeOver }).click();
  await expect(page.getByText(studio.session["taken-over"].what)).toBeVisible();
  await expectLight(page, "off");
  await expectLight(second, "live");
});

test("a camera pulled out and a dead media server: the same stream goes on", async ({ page, product }) => {
  await page.addInitScript(() => {
    const ask = MediaDevices.prototype.getUserMedia;
    MediaDevices.prototype.getUserMedia = async function (wish) {
      const media = await ask.call(this, wish);
      for (const track of media.getVideoTracks()) Reflect.set(window, "camera", track);
      return media;
    };
  });
  const stream = await openStudio(page, product, "Through thick and thin");
  await allowDevices(page);
  await goLiveButton(page).click();
  await expectLight(page, "live");

  // What a browser does when the cable is pulled.
  await page.evaluate(() => {
    const camera: MediaStreamTrack = Reflect.get(window, "camera");
    camera.stop();
    camera.dispatchEvent(new Event("ended"));
  });
  await expect(page.getByRole("alert").filter({ hasText: "The camera is gone." })).toBeVisible();
  await expect(page.getByLabel(studio.pictures["sound-card"])).toBeVisible();
  await expectLight(page, "live");
  await page.evaluate(() => navigator.mediaDevices.dispatchEvent(new Event("devicechange")));
  await expect(page.getByLabel(studio.pictures.camera)).toBeVisible();

  process.kill(await product.pidOf("media"), "SIGKILL");
  await expectLight(page, "reconnecting");
  await product.healthy();
  await expectLight(page, "live");
  await waitForBroadcast(product, stream.id, "live");
});

test("a laptop that slept goes on with the same stream", async ({ page, browser, product }) => {
  const stream = await openStudio(page, product, "Closed the lid");
  await allowDevices(page);
  await goLiveButton(page).click();
  await expectLight(page, "live");
  const wake = await putToSleep(browser);
  await waitForBroadcast(product, stream.id, "reconnecting", 30_000);
  wake();
  await waitForBroadcast(product, stream.id, "live", 30_000);
  await expectLight(page, "live");
});
