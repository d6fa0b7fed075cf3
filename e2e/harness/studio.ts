import { expect, type Page } from "@playwright/test";
import { signIn, words } from "./account";
import { type ApiStream, createStream } from "./api";
import type { Product } from "./product";

/** The studio's words, in English. */
export const studio = words.broadcastStudio;

/** Opens the tab *Browser* of a new stream's page, as creators come to it: by the list. */
export async function openStudio(page: Page, product: Product, title: string): Promise<ApiStream> {
  // Two cores encode, decode and serve here: a small picture.
  await page.addInitScript(() => {
    if (!localStorage.getItem("broadcast-devices"))
      localStorage.setItem("broadcast-devices", JSON.stringify({ height: 360 }));
  });
  await signIn(page, product);
  const stream = await createStream(product, title);
  // The document that they start from may not use cameras.
  await page.goto(`${product.url}/studio/streams`);
  await page.getByRole("link", { name: title }).first().click();
  await page.getByRole("tab", { name: words.setup.browser }).click();
  await expect(page.getByRole("button", { name: studio.ask.both })).toBeVisible();
  return stream;
}

export async function allowDevices(page: Page): Promise<void> {
  await page.getByRole("button", { name: studio.ask.both }).click();
  await expect(goLiveButton(page)).toBeVisible();
}

export function goLiveButton(page: Page) {
  return page.getByRole("button", { name: studio.goLive, exact: true });
}

/** The stage says so when the server does. */
export async function expectLight(page: Page, light: "live" | "off" | "reconnecting" | "live-paused") {
  await expect(page.getByText(studio.light[light], { exact: true })).toBeVisible({ timeout: 30_000 });
}

/** Sends all media of calls to `/probe` or `/whip` to another UDP port of this machine. */
export async function reroute(
  page: Page,
  path: string,
  to: (port: number) => Promise<number>,
): Promise<void> {
  await page.route(`**${path}`, async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    const response = await route.fetch();
    const answer = await response.text();
    const port = Number(/^a=candidate:.* (\d+) typ host/m.exec(answer)?.[1]);
    const body = answer.replaceAll(` ${port} typ host`, ` ${await to(port)} typ host`);
    await route.fulfill({ response, body });
  });
}
