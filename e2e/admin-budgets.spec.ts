import { type MailSink, type Receiver, startMailSink, startReceiver } from "../lib/notices/testing/receivers";
import { verifyBody } from "../lib/notices/webhook-signature";
import { expectNoBarriers } from "./harness/accessible";
import { signIn, words } from "./harness/account";
import { ADMIN, type Product, startProduct } from "./harness/product";
import { expect, test } from "./harness/test";

const SECRET = "a-secret-of-more-than-16";
const desk = words.budgets;

let mails: MailSink;
let receiver: Receiver;
let product: Product;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  [mails, receiver] = await Promise.all([startMailSink(), startReceiver()]);
  product = await startProduct({
    env: {
      ...{ SMTP_URL: mails.url, SMTP_FROM: "live@example.org", ALERT_WEBHOOK_URL: receiver.url },
      ...{ ALERT_WEBHOOK_SECRET: SECRET, ALERT_WEBHOOK_INSECURE: "1" },
    },
  });
});
test.afterAll(async () => {
  await product?.remove();
  await Promise.all([mails?.close(), receiver?.close()]);
});

test("an amount that is passed is told on every page, by mail and by a signed call, once", async ({
  page,
}) => {
  test.setTimeout(120_000);
  await signIn(page, product);
  await page.goto(`${product.url}/admin/budgets`);
  await expect(page.getByText(desk.toldNone)).toBeVisible();
  await expectNoBarriers(page);

  // The server that this runs on costs something in every month.
  await page.getByRole("button", { name: desk.add }).click();
  await page.getByLabel(desk.amount).fill("nothing");
  await page.getByLabel(desk.reason).fill("the rent of the server");
  await page.getByRole("button", { name: words.common.save }).click();
  await expect(page.getByText(desk.amountWrong)).toBeVisible();
  await page.getByLabel(desk.amount).fill("0,05");
  await page.getByLabel(desk.acts.demote).check();
  await page.getByLabel(desk.mayAct).check();
  await expectNoBarriers(page);
  await page.getByRole("button", { name: words.common.save }).click();

  const told = page.getByRole("complementary", { name: words.alerts.new });
  await expect(told).toContainText(words.alerts["act-demote"]);
  await expect.poll(() => mails.mails.length, { timeout: 20_000 }).toBe(1);
  expect(mails.mails[0]?.to).toEqual([ADMIN.email]);
  await expect.poll(() => receiver.calls.length, { timeout: 20_000 }).toBe(1);
  const [call] = receiver.calls;
  const signature = String(call?.headers["x-signature"]);
  expect(verifyBody(SECRET, call?.body ?? "", signature, Date.now())).toBe(true);

  await page.goto(`${product.url}/admin/users`);
  await expect(told).toBeVisible();
  await expectNoBarriers(page);
  await told.getByRole("button").click();
  await expect(told).toHaveCount(0);

  await page.goto(`${product.url}/admin/budgets`);
  await expect(page.getByText(desk.deliveryStates.delivered)).toHaveCount(2);
  await page.getByRole("button", { name: desk.wayTest.mail }).click();
  await expect(page.getByText(desk.wayTested.mail)).toBeVisible();
  expect([mails.mails.length, receiver.calls.length]).toEqual([2, 1]);
});
