import { startMailSink, startReceiver } from "../lib/notices/testing/receivers";
import { verifyBody } from "../lib/notices/webhook-signature";
import { expectNoBarriers } from "./harness/accessible";
import { signIn, words } from "./harness/account";
import { callApi } from "./harness/api";
import { type Clouds, startClouds } from "./harness/clouds";
import { ADMIN } from "./harness/product";
import { expect, test } from "./harness/test";

const SECRET = "a-receiver-and-we-know-this-one";
const desk = words.budgets;

let clouds: Clouds;
let mail: Awaited<ReturnType<typeof startMailSink>>;
let hook: Awaited<ReturnType<typeof startReceiver>>;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  [mail, hook] = await Promise.all([startMailSink(), startReceiver()]);
  clouds = await startClouds({
    SMTP_URL: mail.url,
    SMTP_FROM: "Ann Pale Live <live@example.org>",
    ALERT_WEBHOOK_URL: hook.url,
    ALERT_WEBHOOK_SECRET: SECRET,
    ALERT_WEBHOOK_INSECURE: "1",
  });
});
test.afterAll(async () => {
  await clouds?.remove();
  await Promise.all([mail?.close(), hook?.close()]);
});

async function makeStream(title: string) {
  const response = await callApi(clouds.product, "POST", "/streams", {
    body: { title, contentLabel: "casual-chat" },
  });
  expect(response.status).toBe(201);
  return (await response.json()) as { id: string; provider: string };
}

test("$500 of reported spend is told once by mail and by a signed call, and moves the next stream, which says so", async ({
  page,
}) => {
  test.setTimeout(150_000);
  const { product, cloudflare } = clouds;
  await signIn(page, product);
  // Talks go to the service that bills by the minute.
  await page.goto(`${product.url}/admin/routing`);
  await page
    .getByRole("button", { name: words.routingDesk.useAsDraftNamed.replace("{name}", "Hybrid") })
    .click();
  await page.getByRole("button", { name: new RegExp(`^${words.routingDesk.apply}`) }).click();
  const asked = page.getByRole("dialog");
  await asked.getByLabel(words.routingDesk.reasonLabel).fill("talks are cheap there");
  await asked.getByRole("button", { name: words.routingDesk.apply, exact: true }).click();
  await page.waitForURL(`${product.url}/admin/routing`);

  await page.goto(`${product.url}/admin/budgets`);
  await page.getByRole("button", { name: desk.editNamed.replace("{name}", desk.over.all) }).click();
  const dialog = page.getByRole("dialog");
  const first = dialog.getByRole("group", { name: desk.thresholdNumber.replace("{number}", "1") });
  await first.getByLabel(desk.amount).fill("nothing");
  await dialog.getByRole("button", { name: words.common.save, exact: true }).click();
  await expect(first.getByText(desk.amountWrong)).toBeVisible();
  await first.getByLabel(desk.amount).fill("500");
  await first.getByLabel(desk.acts.demote).check();
  await first.getByLabel(desk.mayAct).check();
  await dialog.getByLabel(desk.reason).fill("no more than that");
  await dialog.getByRole("button", { name: words.common.save, exact: true }).click();
  await expect(dialog).toBeHidden();

  const waiting = await makeStream("Not on air yet");
  const before = await makeStream("Watched by very many");
  expect(before.provider).toBe("cloudflare");
  const input = [...cloudflare.account.inputs.values()].find(({ meta }) => meta.streamId === before.id);
  if (!input) throw new Error("no live input for the stream");
  cloudflare.account.videos.set("0".repeat(31).concat("1"), {
    ...{ uid: "0".repeat(31).concat("1"), liveInput: input.uid, created: new Date().toISOString() },
    ...{ state: "ready", duration: 3_600, size: 0, requireSignedURLs: false, minutesViewed: 512_000 },
  });
  await callApi(product, "POST", `/streams/${before.id}/end`);

  await expect.poll(() => mail.mails.length, { timeout: 60_000 }).toBe(1);
  await expect.poll(() => hook.calls.length, { timeout: 10_000 }).toBe(1);
  expect(mail.mails[0]?.to).toEqual([ADMIN.email]);
  expect(mail.mails[0]?.text).toContain("$500");
  const [call] = hook.calls;
  const signature = String(call?.headers["x-signature"]);
  expect(verifyBody(SECRET, call?.body ?? "", signature, Date.now())).toBe(true);
  expect(verifyBody(SECRET, `${call?.body} `, signature, Date.now())).toBe(false);

  const after = await makeStream("After the budget");
  expect(after.provider).toBe("self-hosted");
  await page.goto(`${product.url}/studio/streams/${after.id}`);
  const receipt = page.locator("details", { hasText: words.studio.why }).first();
  await receipt.locator("summary").click();
  await expect(receipt).toContainText(words.decision.refused["over-budget"]);

  await page.goto(`${product.url}/admin`);
  await expect(page.getByText(/of \$500/).first()).toBeVisible();
  await expectNoBarriers(page);
  const told = page.getByRole("complementary", { name: words.alerts.new });
  await expect(told).toContainText(words.alerts["act-demote"]);
  await told.getByRole("button").click();
  await expect(told).toHaveCount(0);
  await page.goto(`${product.url}/admin/budgets`);
  await expect(page.getByText(desk.passed, { exact: true }).first()).toBeVisible();
  await expect(page.getByText(desk.deliveryStates.delivered)).toHaveCount(2);
  await expectNoBarriers(page);
  await page.getByRole("button", { name: desk.wayTest.mail }).click();
  await expect(page.getByText(desk.wayTested.mail)).toBeVisible();
  expect([mail.mails.length, hook.calls.length]).toEqual([2, 1]);

  // A hard cap is confirmed in so many words, and whoever it will end reads when.
  await page.getByRole("button", { name: desk.editNamed.replace("{name}", desk.over.all) }).click();
  await first.getByLabel(desk.acts["end-streams"].replace("{minutes}", "10")).check();
  await dialog.getByLabel(desk.reason).fill("not a dollar more");
  await dialog.getByRole("button", { name: words.common.save, exact: true }).click();
  await expect(first.getByRole("alert")).toHaveText(desk.hardCapUnconfirmed);
  await expectNoBarriers(page);
  await first.getByLabel(desk.hardCapConfirm).check();
  await dialog.getByRole("button", { name: words.common.save, exact: true }).click();
  await expect(dialog).toBeHidden();
  await page.goto(`${product.url}/studio/streams/${waiting.id}`);
  await expect(page.getByText(words.studio.budgetEnds.split("{time}")[0] ?? "")).toBeVisible();
});
