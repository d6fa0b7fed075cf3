import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { expectNoBarriers } from "./harness/accessible";
import { signIn, words } from "./harness/account";
import { callApi, createStream, encoderTarget, waitForBroadcast } from "./harness/api";
import { type Encoder, startEncoder } from "./harness/encoder";
import { expect, test } from "./harness/test";

/** A site of somebody else, whose one page shows `html`. */
async function serveSite(html: string): Promise<{ server: Server; origin: string }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server's address is always an AddressInfo.
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const framed = (page: Page) => page.frameLocator("iframe").locator("section[data-status]");

test.describe("a stream on another site", () => {
  // The first allows the other site, and the last tells what a link to an allowed stream shows.
  test.describe.configure({ mode: "serial" });
  let encoder: Encoder;
  let streamId = "";
  let watchUrl = "";
  let site: Awaited<ReturnType<typeof serveSite>>;

  test.beforeAll(async ({ product }) => {
    const stream = await createStream(product, "Seen elsewhere");
    streamId = stream.id;
    watchUrl = stream.watchUrl;
    encoder = startEncoder(encoderTarget(stream));
    await waitForBroadcast(product, stream.id, "live");
    const src = `${product.url}/embed/${stream.id}`;
    site = await serveSite(`<iframe src="${src}" width="640" height="400" allow="autoplay"></iframe>`);
  });
  test.afterAll(async () => {
    await encoder.stop();
    site.server.closeAllConnections();
    site.server.close();
  });

  test("plays where its creator allows it, and nowhere else", async ({ page, context, product }) => {
    test.slow();
    const refusals: string[] = [];
    page.on("console", (message) => refusals.push(message.text()));
    await page.goto(site.origin);
    await expect.poll(() => refusals.join("\n")).toContain("frame-ancestors");
    await expect(framed(page)).toHaveCount(0);

    const studio = await context.newPage();
    await signIn(studio, product);
    await studio.goto(`${product.url}/studio/settings`);
    await studio.getByLabel(words.embed.origins).fill("not a site");
    await studio.getByRole("button", { name: words.embed.save, exact: true }).click();
    await expect(studio.getByText(words.fieldErrors["origin-invalid"])).toBeVisible();
    await studio.getByLabel(words.embed.origins).fill(`${site.origin}/some/page`);
    await studio.getByRole("button", { name: words.embed.save, exact: true }).click();
    await expect(studio.getByText(words.common.saved)).toBeVisible();
    await studio.reload();
    await expect(studio.getByLabel(words.embed.origins)).toHaveValue(site.origin);

    await page.reload();
    await expect(framed(page)).toHaveAttribute("data-status", "playing", { timeout: 20_000 });
    await expect(page.frameLocator("iframe").getByRole("link")).toHaveAttribute("href", `/watch/${streamId}`);
    const headers = (await page.request.get(watchUrl)).headers();
    expect(headers["x-frame-options"]).toBe("DENY");
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  });

  test("its page has the player alone, without a barrier", async ({ page, product }) => {
    await page.goto(`${product.url}/embed/${streamId}`);
    await expect(page.locator("section[data-status]")).toHaveAttribute("data-status", "playing", {
      timeout: 20_000,
    });
    await expect(page.getByRole("navigation")).toHaveCount(0);
    await expectNoBarriers(page);
  });

  test("other sites are told what a link shows, and nothing of what is private", async ({
    page,
    product,
  }) => {
    await page.goto(watchUrl);
    const link = page.locator('link[type="application/json+oembed"]');
    const told = await page.request.get((await link.getAttribute("href")) ?? "");
    const described = await told.json();
    expect(described).toMatchObject({ version: "1.0", type: "video", title: "Seen elsewhere", width: 640 });
    expect(described.html).toContain(`src="${product.url}/embed/${streamId}"`);

    const ask = async (query: Record<string, string>) =>
      (await page.request.get(`${product.url}/api/oembed?${new URLSearchParams(query)}`)).status();
    expect(await ask({ url: watchUrl, format: "xml" })).toBe(501);
    expect(await ask({ url: "https://elsewhere.example/watch/abcdefgh" })).toBe(404);
    expect(await ask({ url: `${product.url}/watch/no-such-stream` })).toBe(404);
    const body = { title: "For few", visibility: "private" };
    const hidden = await (await callApi(product, "POST", "/streams", { body })).json();
    expect(await ask({ url: `${product.url}/watch/${hidden.id}` })).toBe(401);
    const embed = await page.request.get(`${product.url}/embed/${hidden.id}`);
    expect(await embed.text()).not.toContain("For few");
    expect(embed.headers()["content-security-policy"]).toContain("frame-ancestors 'none'");
  });
});
