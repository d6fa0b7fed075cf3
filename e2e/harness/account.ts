import { expect, type Page } from "@playwright/test";
import messages from "../../messages/en.json" with { type: "json" };
import { ADMIN, type Product } from "./product";

/** The words that the pages show in English: tests look for what people look for. */
export const words = messages;

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export async function signIn(
  page: Page,
  product: Pick<Product, "url">,
  person: Pick<Person, "email" | "password"> = ADMIN,
): Promise<void> {
  await page.goto(`${product.url}/sign-in`);
  await page.getByLabel(words.signIn.email).fill(person.email);
  await page.getByLabel(words.signIn.password, { exact: true }).fill(person.password);
  await page.getByRole("main").getByRole("button", { name: words.signIn.submit, exact: true }).click();
  await expect(page.getByRole("button", { name: words.nav.account })).toBeVisible();
}

/** From the sign-up page, or from an invitation's link. Leaves the page signed in. */
export async function signUp(page: Page, address: string, person: Person): Promise<void> {
  await page.goto(address);
  await page.getByLabel(words.signUp.name).fill(person.name);
  await page.getByLabel(words.signUp.email).fill(person.email);
  await page.getByLabel(words.signUp.password, { exact: true }).fill(person.password);
  await page.getByRole("main").getByRole("button", { name: words.signUp.submit, exact: true }).click();
  await expect(page.getByRole("button", { name: words.nav.account })).toBeVisible();
}

/** The administrator's way: makes an invitation in the browser. Returns its link and leaves the page signed out. */
export async function inviteSomebody(page: Page, product: Product): Promise<string> {
  await signIn(page, product);
  await page.goto(`${product.url}/admin/users`);
  await page.getByRole("button", { name: words.admin.invite }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: words.admin.inviteCreate }).click();
  const link = await dialog.locator("code").innerText();
  await page.context().clearCookies();
  return link.trim();
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: words.nav.account }).click();
  await page.getByRole("menuitem", { name: words.nav.signOut }).click();
  await expect(page.getByRole("link", { name: words.nav.signIn }).first()).toBeVisible();
}
