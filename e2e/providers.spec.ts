import type { Page } from "@playwright/test";
import { expectNoBarriers } from "./harness/accessible";
import { signIn, words } from "./harness/account";
import { type ApiStream, callApi, encoderTarget, getStream, waitForBroadcast } from "./harness/api";
import { type Clouds, startClouds } from "./harness/clouds";
import { startEncoder } from "./harness/encoder";
import { expectPlaying } from "./harness/playback";
import { expect, test } from "./harness/test";

let clouds: Clouds;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  clouds = await startClouds();
});
test.afterAll(() => clouds?.remove());

async function createOn(provider: string, wish: object = {}): Promise<ApiStream> {
  const body = { title: `At ${provider}`, provider, ...wish };
  const response = await callApi(clouds.product, "POST", "/streams", { body });
  expect(response.status, await response.clone().text()).toBe(201);
  return getStream(clouds.product, (await response.json()).id);
}

/** Everything that a page was sent, as text. */
function collectTexts(page: Page): Promise<string>[] {
  const texts: Promise<string>[] = [];
  page.on("response", (response) => {
    const type = response.headers()["content-type"] ?? "";
    if (!/text|json|mpegurl|dash/.test(type)) return;
    texts.push(
      response.text().then(
        (text) => `${response.url()}\n${text}`,
        () => response.url(),
      ),
    );
  });
  return texts;
}

test("an administrator sees how the services answer, what is missing, and what is left over there", async ({
  page,
}) => {
  test.setTimeout(60_000);
  const { product, cloudflare } = clouds;
  const desk = words.providerDesk;
  await signIn(page, product);
  await page.goto(`${product.url}/admin/providers`);
  await page.getByRole("link", { name: desk.openNamed.replace("{name}", "Cloudflare Stream") }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Cloudflare Stream" })).toBeVisible();
  const panel = page.getByRole("main");
  const ask = panel.getByRole("button", { name: desk.testNamed.replace("{name}", "Cloudflare Stream") });
  await ask.click();
  await expect(panel.getByText("All that is needed is there.")).toBeVisible();
  cloudflare.account.permissions.delete("analytics");
  await ask.click();
  await expect(panel.getByText("One thing is missing.")).toBeVisible();
  cloudflare.account.permissions.add("analytics");

  const { id } = await createOn("cloudflare");
  const mine = [...cloudflare.account.inputs.values()].find(({ meta }) => meta.streamId === id);
  if (!mine) throw new Error("no live input for the stream");
  const stray = { ...mine, uid: "0".repeat(32), created: "2026-11-01T00:00:00Z" };
  cloudflare.account.inputs.set(stray.uid, stray);
  await panel.getByRole("button", { name: desk.sweepNamed.replace("{name}", "Cloudflare Stream") }).click();
  await panel.getByRole("checkbox").check();
  await expectNoBarriers(page);
  await panel.getByRole("button", { name: desk.deleteOrphans }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: desk.deleteOrphans }).click();
  await expect(panel.getByText("One was deleted.")).toBeVisible();
  expect(cloudflare.account.inputs.has(stray.uid)).toBe(false);
  expect(cloudflare.account.inputs.has(mine.uid)).toBe(true);
});

for (const { provider, playback, player } of [
  // The service's own player comes in files of its own; without them the other engine plays the same address.
  { provider: "aws-ivs", playback: ["ivs", "hls"], player: "/player-assets/" },
  { provider: "cloudflare", playback: ["hls", "dash"], player: null },
]) {
  test(`${provider}: on air by RTMPS, watched, with a picture; a stop keeps the encoder out, and it becomes a replay`, async ({
    browser,
  }) => {
    test.setTimeout(120_000);
    const { product } = clouds;
    const stream = await createOn(provider);
    const target = encoderTarget(stream);
    expect(target.server).toMatch(/^rtmps:/);
    const encoder = startEncoder(target);
    try {
      await waitForBroadcast(product, stream.id, "live");
      expect((await getStream(product, stream.id)).playback.map(({ kind }) => kind)).toEqual(playback);
      const viewer = await (await browser.newContext()).newPage();
      const texts = collectTexts(viewer);
      const asked: string[] = [];
      viewer.on("request", (request) => asked.push(request.url()));
      await viewer.goto(`${product.url}/watch/${stream.id}`);
      await expectPlaying(viewer);
      if (player) {
        expect(asked.some((url) => url.includes(player))).toBe(true);
        await viewer.route(`**${player}**`, (route) => route.abort());
        await viewer.goto(`${product.url}/watch/${stream.id}`);
        await expectPlaying(viewer, 30_000);
      }
      if (provider === "cloudflare") {
        const studio = await (await browser.newContext()).newPage();
        await signIn(studio, product);
        await studio.goto(`${product.url}/studio/streams/${stream.id}`);
        await expect(studio.getByText("does not tell what your encoder sends")).toBeVisible();
        await studio.context().close();
      }
      // Cards, too, show a picture of what is on air.
      await viewer.goto(product.url);
      const card = viewer.locator(`[data-stream="${stream.id}"] img`);
      await expect(card).toHaveJSProperty("complete", true, { timeout: 20_000 });
      await expect
        .poll(() => card.evaluate((image) => (image as HTMLImageElement).naturalWidth))
        .toBeGreaterThan(0);
      await viewer.goto(`${product.url}/watch/${stream.id}`);
      await expectPlaying(viewer);

      await callApi(product, "POST", `/streams/${stream.id}/end`);
      await encoder.exited;
      await startEncoder(target).exited;
      await waitForBroadcast(product, stream.id, "replay-ready", 40_000);
      await expect(viewer.getByLabel(words.player.positionReplay)).toBeVisible({ timeout: 20_000 });
      await viewer.getByRole("button", { name: words.player.play, exact: true }).click();
      await expectPlaying(viewer);
      const all = (await Promise.all(texts)).join("\n");
      expect(all).toContain(stream.id);
      for (const secret of clouds.secrets()) expect(all.includes(secret)).toBe(false);
      expect(all).not.toContain("webRTC/publish");
      await viewer.context().close();
    } finally {
      await encoder.stop();
    }
  });

  test(`${provider}: a private stream is for who is invited, each with a token of their own`, async ({
    browser,
  }) => {
    test.setTimeout(90_000);
    const { product } = clouds;
    const stream = await createOn(provider, { visibility: "private" });
    const encoder = startEncoder(encoderTarget(stream));
    try {
      await waitForBroadcast(product, stream.id, "live");
      const stranger = await (await browser.newContext()).newPage();
      await stranger.goto(`${product.url}/watch/${stream.id}`);
      await expect(stranger.getByRole("heading", { name: words.watch.privateTitle })).toBeVisible();
      const seen: string[] = [];
      const addresses: string[][] = [];
      for (const label of ["First", "Second"]) {
        const body = { kind: "link", label, expiresInSeconds: 3600 };
        const made = await callApi(product, "POST", `/streams/${stream.id}/grants`, { body });
        const guest = await (await browser.newContext()).newPage();
        const texts = collectTexts(guest);
        const asked: string[] = [];
        guest.on("request", (request) => {
          if (request.url().includes(".m3u8")) asked.push(request.url());
        });
        await guest.goto((await made.json()).url);
        await expectPlaying(guest);
        seen.push((await Promise.all(texts)).join("\n"));
        addresses.push(asked);
        await guest.context().close();
      }
      const token = (url: string) => /eyJ[\w-]+\.[\w-]+\.[\w-]+/.exec(url)?.[0];
      const [first, second] = addresses.map((asked) => asked.map(token).find((one) => one !== undefined));
      expect(first && second && first !== second).toBe(true);
      expect(seen[1]).not.toContain(first);
      // Without it the service itself says no.
      const bare = (addresses[0]?.[0] ?? "").replace(/\?token=.*$/, "");
      const refused = provider === "cloudflare" ? bare.replace(first ?? "", "0".repeat(32)) : bare;
      expect([401, 403, 404]).toContain((await fetch(refused)).status);
    } finally {
      await encoder.stop();
    }
  });
}
