import { expect, test } from "@playwright/test";
import { signIn, signOut, signUp, words } from "./harness/account";
import { type Product, startProduct } from "./harness/product";

const OWNER = { name: "Marie Laurent", email: "marie@example.org", password: "seven-quiet-mango-trees" };

let product: Product;
test.beforeAll(async () => {
  product = await startProduct({ withAdmin: false });
});
test.afterAll(() => product?.remove());

test("the printed link makes the first administrator, once", async ({ page }) => {
  const link = /^\s*(http:\S+)$/m.exec(product.output().split("first administrator")[1] ?? "")?.[1] ?? "";
  expect(link).toContain(product.url);
  await signUp(page, link, OWNER);
  await page.goto(`${product.url}/admin/users`);
  await expect(page.getByText(OWNER.email).first()).toBeVisible();

  await page.context().clearCookies();
  await page.goto(link);
  await expect(page.getByRole("heading", { name: words.signUp.badInvitationTitle })).toBeVisible();
});

test("signing out ends the session, and the password opens a new one", async ({ page }) => {
  await signIn(page, product, OWNER);
  await page.goto(`${product.url}/studio/streams`);
  await signOut(page);
  await page.goto(`${product.url}/studio/streams`);
  await expect(page).toHaveURL(/\/sign-in/);

  await page.getByLabel(words.signIn.email).fill(OWNER.email);
  await page.getByLabel(words.signIn.password, { exact: true }).fill("not-her-password-at-all");
  await page.getByRole("main").getByRole("button", { name: words.signIn.submit, exact: true }).click();
  await expect(page.getByText(words.signIn.failed)).toBeVisible();
  await signIn(page, product, OWNER);
});

test("stops within ten seconds while a dashboard listens", async ({ page }) => {
  await signIn(page, product, OWNER);
  await page.goto(`${product.url}/studio/streams`);
  const from = Date.now();
  expect(await product.stop()).toBe(0);
  expect(Date.now() - from).toBeLessThan(10_000);
});
