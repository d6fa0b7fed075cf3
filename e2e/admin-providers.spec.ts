import type { Page } from "@playwright/test";
import { type CloudflareEmulator, LABEL, startCloudflareEmulator } from "../emulators/cloudflare/server";
import type { MediaPlane } from "../emulators/media-plane/media-plane";
import { startMediaPlane } from "../emulators/media-plane/start-media-plane";
import { expectNoBarriers } from "./harness/accessible";
import { inviteSomebody, signIn, signUp, words } from "./harness/account";
import { callApi, encoderTarget, getStream, waitForBroadcast } from "./harness/api";
import { startEncoder } from "./harness/encoder";
import { type Product, startProduct } from "./harness/product";
import { expect, test } from "./harness/test";

const PATH = "/admin/providers/cloudflare";
const desk = words.providerDesk;
const options = words.providerOptions;

let plane: MediaPlane;
let cloud: CloudflareEmulator;
let product: Product;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  plane = await startMediaPlane({ reconnectMs: 1_000, isRecorded: true, label: LABEL });
  cloud = await startCloudflareEmulator({ media: plane });
  // The machine knows where the service is, and nothing of the account.
  const { CLOUDFLARE_API_URL = "", CLOUDFLARE_PLAYBACK_URL = "" } = cloud.environment();
  product = await startProduct({ env: { CLOUDFLARE_API_URL, CLOUDFLARE_PLAYBACK_URL } });
});
test.afterAll(async () => {
  await product?.remove();
  await cloud?.stop();
  await plane?.stop();
});

async function open(page: Page): Promise<void> {
  await page.goto(`${product.url}${PATH}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

/** As an administrator would, field by field, by their labels. */
async function paste(page: Page, changed: Record<string, string> = {}): Promise<void> {
  const given: Record<string, string> = { ...cloud.environment(), ...changed };
  for (const [label, name] of [
    ["Account ID", "CLOUDFLARE_ACCOUNT_ID"],
    ["API token", "CLOUDFLARE_API_TOKEN"],
    ["Customer code", "CLOUDFLARE_CUSTOMER_CODE"],
    ["Signing key: ID", "CLOUDFLARE_SIGNING_KEY_ID"],
    ["Signing key", "CLOUDFLARE_SIGNING_KEY"],
  ] as const)
    await page.getByLabel(new RegExp(`^${label}( ·|$)`)).fill(given[name] ?? "");
}

test("what is pasted on the page is tried, saved and used at once; keys never come back", async ({
  page,
}) => {
  test.setTimeout(120_000);
  await signIn(page, product);
  await page.goto(`${product.url}/admin/providers`);
  await page.getByRole("link", { name: desk.setUpNamed.replace("{name}", "Cloudflare Stream") }).click();
  await expect(page.getByText(options.unset)).toBeVisible();

  await paste(page, { CLOUDFLARE_ACCOUNT_ID: "not an account" });
  await page.getByRole("button", { name: options.save, exact: true }).click();
  const account = page.getByLabel(/^Account ID/);
  await expect(account).toBeFocused();
  await expect(page.getByText(words.fieldErrors["option-malformed"])).toBeVisible();
  await expectNoBarriers(page);

  await account.fill(cloud.accountId);
  cloud.account.permissions.delete("analytics");
  await page.getByRole("button", { name: desk.testDraft }).click();
  await expect(page.getByText("the token lacks the permission Account Analytics: Read")).toBeVisible();
  cloud.account.permissions.add("analytics");
  await page.getByRole("button", { name: desk.testDraft }).click();
  await expect(page.getByText("All that is needed is there.")).toBeVisible();

  await page.getByRole("button", { name: options.save, exact: true }).click();
  await expect(page.getByText(options.endsIn.replace("{ending}", cloud.apiToken.slice(-4)))).toBeVisible();
  await expect(page.getByText(desk.unasked, { exact: true })).toBeVisible();
  await page.getByRole("button", { name: desk.testNamed.replace("{name}", "Cloudflare Stream") }).click();
  await expect(page.getByText("All that is needed is there.")).toBeVisible();
  await expect(page.getByText(desk.up, { exact: true })).toBeVisible();
  await expect(page.getByText("0 of 1,000 minutes used")).toBeVisible();
  await expectNoBarriers(page);

  const created = await callApi(product, "POST", "/streams", {
    body: { title: "By what was pasted", provider: "cloudflare" },
  });
  expect(created.status, await created.clone().text()).toBe(201);
  const { id } = await created.json();
  const encoder = startEncoder(encoderTarget(await getStream(product, id)));
  try {
    await waitForBroadcast(product, id, "live", 30_000);
  } finally {
    await encoder.stop();
  }
  const watched = await page.goto(`${product.url}/watch/${id}`);
  expect(watched?.headers()["content-security-policy"]).toContain(cloud.origin);

  const page2 = await page.request.get(`${product.url}${PATH}`);
  for (const secret of [cloud.apiToken, cloud.account.signingKey.pem.slice(60, 100)]) {
    expect(secret.length).toBeGreaterThan(15);
    expect(await page2.text()).not.toContain(secret);
    expect(product.output()).not.toContain(secret);
  }
});

test("whoever is no administrator finds no such page, and may not send what it sends", async ({
  page,
  browser,
}) => {
  test.setTimeout(60_000);
  const link = await inviteSomebody(page, product);
  const stranger = await (await browser.newContext({ locale: "en-US" })).newPage();
  await signUp(stranger, link, {
    name: "Ti Jo",
    email: "tijo@example.org",
    password: "long-enough-and-quiet-1",
  });
  expect((await stranger.goto(`${product.url}${PATH}`))?.status()).toBe(404);

  await signIn(page, product);
  await open(page);
  await page.getByLabel(/^Customer code/).fill("another");
  const sent = page.waitForRequest((request) => request.headers()["next-action"] !== undefined);
  await page.getByRole("button", { name: desk.testDraft }).click();
  const request = await sent;
  const { "next-action": action = "", "content-type": type = "" } = request.headers();
  const again = await stranger.request.post(`${product.url}${PATH}`, {
    headers: { "next-action": action, "content-type": type, accept: "text/x-component", origin: product.url },
    data: request.postDataBuffer() ?? Buffer.alloc(0),
  });
  const answer = await again.text();
  expect(answer).toContain("forbidden");
  expect(answer).not.toContain("Stream: Read");
});
