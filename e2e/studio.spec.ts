import type { Browser, BrowserContext, Page } from "@playwright/test";
import { serveWhepPage } from "../bench/peers/whep-page";
import { CHROMIUM_ARGS } from "../scripts/testing/programs.mjs";
import { expectNoBarriers } from "./harness/accessible";
import { signIn, words } from "./harness/account";
import { createStream, getStream, waitForBroadcast } from "./harness/api";
import { CAMERA_ARGS } from "./harness/camera";
import { expectPlaying } from "./harness/playback";
import type { Product } from "./harness/product";
import { expect, test } from "./harness/test";

const studio = words.broadcastStudio;

test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({ ...launchOptions, args: [...CHROMIUM_ARGS, ...CAMERA_ARGS] }),
});

/** The studio's page of a new stream, with its tab *Browser* open and the smallest usual picture chosen. */
async function openStudio(page: Page, product: Product, title: string) {
  await page.addInitScript(() => {
    const choice = { camera: null, microphone: null, height: 360, sound: "voice" };
    if (!localStorage.getItem("broadcast-devices"))
      localStorage.setItem("broadcast-devices", JSON.stringify(choice));
  });
  await signIn(page, product);
  const stream = await createStream(product, title);
  // From the list, as creators come: the document they start from may not use cameras.
  await page.goto(`${product.url}/studio/streams`);
  await page.getByRole("link", { name: title }).first().click();
  await page.getByRole("tab", { name: words.setup.browser }).click();
  await expect(page.getByRole("heading", { name: studio.ask.title })).toBeVisible();
  return stream;
}

async function watchElsewhere(browser: Browser, address: string): Promise<BrowserContext> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  await expectPlaying(page);
  return context;
}

test("goes on air from the browser: others see it by LL-HLS and by WHEP", async ({
  page,
  browser,
  product,
}) => {
  const stream = await openStudio(page, product, "From my kitchen");
  await expectNoBarriers(page);
  await page.getByRole("button", { name: studio.ask.both }).click();
  await expect(page.getByText(studio.checks.serverOpen)).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole("button", { name: studio.goLive, exact: true }).click();
  await waitForBroadcast(product, stream.id, "live");
  await expect(page.getByText(studio.light.live, { exact: true })).toBeVisible();
  await expectNoBarriers(page);

  const { playback } = await getStream(product, stream.id);
  const whep = await serveWhepPage(playback.find(({ kind }) => kind === "whep")?.url ?? "");
  try {
    await watchElsewhere(browser, stream.watchUrl);
    await watchElsewhere(browser, whep.url);
  } finally {
    await whep.close();
  }
});
