import { CHROMIUM_ARGS } from "../scripts/testing/programs.mjs";
import { signIn, words } from "./harness/account";
import { callApi, getStream, waitForBroadcast } from "./harness/api";
import { CAMERA_ARGS } from "./harness/camera";
import { type Clouds, startClouds } from "./harness/clouds";
import { expectPlaying } from "./harness/playback";
import { allowDevices, expectLight, goLiveButton } from "./harness/studio";
import { expect, test } from "./harness/test";

test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({ ...launchOptions, args: [...CHROMIUM_ARGS, ...CAMERA_ARGS] }),
});

let clouds: Clouds;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  clouds = await startClouds({ CLOUDFLARE_PAIR: "whip" });
});
test.afterAll(() => clouds?.remove());

test("from the studio's camera by WHIP to a viewer by WHEP, and no viewer learns where it is published", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const { product } = clouds;
  await page.addInitScript(() => localStorage.setItem("broadcast-devices", JSON.stringify({ height: 360 })));
  await signIn(page, product);
  const title = "From my camera, by WebRTC";
  const body = { title, provider: "cloudflare" };
  const { id } = await (await callApi(product, "POST", "/streams", { body })).json();
  await page.goto(`${product.url}/studio/streams`);
  await page.getByRole("link", { name: title }).first().click();
  const browserTab = page.getByRole("tab", { name: words.setup.browser });
  if (await browserTab.isVisible()) await browserTab.click();
  await allowDevices(page);
  await goLiveButton(page).click();
  await waitForBroadcast(product, id, "live", 30_000);
  await expectLight(page, "live");
  expect((await getStream(product, id)).playback.map(({ kind }) => kind)).toEqual(["whep"]);

  const viewer = await (await browser.newContext()).newPage();
  const texts: Promise<string>[] = [];
  viewer.on("response", (response) => {
    texts.push(
      response.text().then(
        (text) => `${response.url()} ${text}`,
        () => response.url(),
      ),
    );
  });
  await viewer.goto(`${product.url}/watch/${id}`);
  await expectPlaying(viewer);
  const all = (await Promise.all(texts)).join("\n");
  expect(all).toContain("/webRTC/play");
  expect(all).not.toContain("/webRTC/publish");
  for (const secret of clouds.secrets()) expect(all.includes(secret)).toBe(false);

  await callApi(product, "POST", `/streams/${id}/end`);
  await expect(viewer.getByRole("heading", { name: words.watch.endedTitle })).toBeVisible({
    timeout: 20_000,
  });
  await expect(page.getByText(words.broadcastStudio.light.live, { exact: true })).toBeHidden();
});
