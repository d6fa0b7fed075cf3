import type { Page } from "@playwright/test";
import { expectNoBarriers } from "./harness/accessible";
import { inviteSomebody, signIn, signUp, words } from "./harness/account";
import { createStream, encoderTarget, getStream, waitForBroadcast } from "./harness/api";
import { startEncoder } from "./harness/encoder";
import { expect, test } from "./harness/test";

const { costDesk: desk, planner, costs } = words;

async function openPlan(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/admin/plan`);
  await expect(page.getByRole("heading", { level: 1, name: planner.title })).toBeVisible();
}

test("what a stream used stands in the month of the administrators and of its creator, and in the CSV", async ({
  page,
  product,
}) => {
  await signIn(page, product);
  const { id } = await createStream(product, "=An hour that costs");
  const encoder = startEncoder(encoderTarget(await getStream(product, id)));
  try {
    await waitForBroadcast(product, id, "live", 30_000);
    // What was used is collected every few seconds; other streams of this server may stand in the month already.
    const month = new Date().toISOString().slice(0, 7);
    const isCounted = async () =>
      (await (await page.request.get(`${product.url}/admin/costs/month.csv?month=${month}`)).text()).includes(
        id,
      );
    await expect.poll(isCounted, { timeout: 40_000 }).toBe(true);
  } finally {
    await encoder.stop();
  }
  // The server's month falls to whoever used it.
  await page.goto(`${product.url}/admin/costs?by=creator`);
  await expect(page.getByRole("row", { name: /^admin \$/ })).toBeVisible();
  await expect(page.getByRole("slider", { name: /^Cost of each day of/ })).toBeVisible();
  await expectNoBarriers(page);
  for (const by of ["day", "label", "tier", "provider"] as const) {
    await page.getByRole("link", { name: desk.by[by], exact: true }).click();
    await expect(page.getByRole("columnheader", { name: desk.by[by], exact: true })).toBeVisible();
  }
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: desk.download }).click();
  const csv = await (await download).createReadStream();
  const text = Buffer.concat(await csv.toArray()).toString();
  expect(text).toContain("amount_usd\r\n");
  expect(text).toContain("'=An hour that costs");

  await page.goto(`${product.url}/studio/costs`);
  await expect(page.getByRole("row", { name: new RegExp(`^${desk.total} \\$`) })).toBeVisible();
  await expectNoBarriers(page);
});

test("numbers that are typed change the table, the sentences and the address; what can't be planned is said", async ({
  page,
  product,
}) => {
  await signIn(page, product);
  await openPlan(page, product.url);
  await expect(
    page.getByText(/^From 26 viewers on at 10 h a month, |^From 34 viewers on at 10 h a month, /),
  ).toBeVisible();
  const table = page.getByRole("table").first();
  const figure = table.getByRole("button", { expanded: false }).first();
  const [amount = ""] = /\$[\d,.]+/.exec(await figure.innerText()) ?? [];
  await figure.click();
  await expect(table.getByRole("listitem").filter({ hasText: planner.partsSum })).toContainText(amount);
  await expectNoBarriers(page);
  await table.getByRole("button", { expanded: true }).click();
  const before = await table.innerText();

  await page.getByLabel(planner.hours).fill("100");
  await expect(page.getByText(/ viewers on at 100 h a month, /).first()).toBeVisible();
  await expect(page).toHaveURL(/hours=100/);
  expect(await table.innerText()).not.toBe(before);
  await page.getByRole("group", { name: planner.questions["cost-first"] }).getByLabel(planner.yes).check();
  await expect(page.getByText(`${planner.questions["cost-first"]}: yes`)).toBeVisible();
  await expectNoBarriers(page);

  await page.reload();
  await expect(page.getByLabel(planner.hours)).toHaveValue("100");
  await page.getByLabel(planner.viewers, { exact: true }).fill("many");
  await expect(page.getByText(planner.errors.viewers)).toBeVisible();
  await expectNoBarriers(page);
});

test("a price is changed as a new version, and refused in words when it can't be", async ({
  page,
  product,
}) => {
  await signIn(page, product);
  await page.goto(`${product.url}/admin/costs/prices`);
  await expect(page.getByText(desk.shipped)).toBeVisible();
  await expectNoBarriers(page);
  await page
    .getByRole("button", { name: new RegExp(`^Change the price: ${costs.items.server} · `) })
    .first()
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/^Dollars/).fill("-4");
  await dialog.getByLabel(desk.reason).fill("A larger machine");
  await dialog.getByRole("button", { name: desk.saveVersion }).click();
  await expect(dialog.getByText(words.fieldErrors["price-negative"])).toBeVisible();
  await expectNoBarriers(page);
  await dialog.getByLabel(/^Dollars/).fill("41.5");
  await dialog.getByRole("button", { name: desk.saveVersion }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("A larger machine")).toBeVisible();
  await page.goto(`${product.url}/admin/costs`);
  await expect(page.getByText("$41.50").first()).toBeVisible();
});

test("whoever is no administrator finds none of these pages, nor the CSV", async ({ page, product }) => {
  const link = await inviteSomebody(page, product);
  await signUp(page, link, { name: "Ti Jo", email: "tijo@example.org", password: "long-enough-and-quiet-1" });
  for (const path of [
    "/admin/costs",
    "/admin/costs/prices",
    "/admin/plan",
    "/admin/costs/month.csv?month=2026-11",
  ])
    expect((await page.request.get(`${product.url}${path}`)).status(), path).toBe(404);
});
