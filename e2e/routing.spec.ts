import type { Browser, Page } from "@playwright/test";
import { expectNoBarriers } from "./harness/accessible";
import { inviteSomebody, type Person, signIn, signUp, words } from "./harness/account";
import { type Product, startProduct } from "./harness/product";
import { expect, test } from "./harness/test";

const desk = words.routingDesk;
const CREATOR: Person = { name: "Nadège", email: "nadege@example.org", password: "green-parrot-on-a-roof" };
const RULE = "small-games";
const PEERS = "Peer to peer";
const OWN = "Own server";

let product: Product;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  product = await startProduct();
});
test.afterAll(() => product?.remove());

const named = (sentence: string, values: Record<string, string | number>) =>
  Object.entries(values).reduce(
    (text, [name, value]) => text.replace(new RegExp(`\\{${name}(, number)?\\}`, "g"), String(value)),
    sentence,
  );

async function giveReason(page: Page, reason: string, confirm: string) {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: confirm, exact: true }).click();
  await expect(dialog.getByText(desk.reasonMissing)).toBeVisible();
  await dialog.getByLabel(desk.reasonLabel).fill(reason);
  await dialog.getByRole("button", { name: confirm, exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** Invited on the administrator's page, which is left signed out; returns the creator's own. */
async function joinAs(person: Person, admin: Page, browser: Browser): Promise<Page> {
  const invitation = await inviteSomebody(admin, product);
  const creator = await (await browser.newContext()).newPage();
  await signUp(creator, invitation, person);
  return creator;
}

/** As creators make one; returns the text of its receipt. */
async function makeGamingStream(page: Page, title: string): Promise<string> {
  await page.goto(`${product.url}/studio/streams/new`);
  await page.getByLabel(words.streams.titleLabel).fill(title);
  await page.getByLabel(words.streams.labelLabel).selectOption("gaming");
  await page.getByRole("button", { name: words.streams.create, exact: true }).click();
  await page.waitForURL(/\/studio\/streams\/(?!new)/);
  const receipt = page.locator("details", { hasText: words.studio.why }).first();
  let told = "";
  // A page that is still arriving may be drawn anew, which closes what was opened.
  await expect(async () => {
    if (!(await receipt.evaluate((one: HTMLDetailsElement) => one.open)))
      await receipt.locator("summary").click();
    told = await receipt.innerText();
    expect(told).toContain(words.decision.decidedAt);
  }).toPass({ timeout: 15_000 });
  return told;
}

test("a ready-made policy becomes a draft, is changed, rehearsed and applied; streams say so; and it is undone", async ({
  page,
  browser,
}) => {
  test.setTimeout(150_000);
  const creator = await joinAs(CREATOR, page, browser);
  expect(await makeGamingStream(creator, "Before")).toContain(OWN);

  await signIn(page, product);
  await page.goto(`${product.url}/admin/routing`);
  await expect(page.getByText(desk.byDefault)).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole("button", { name: named(desk.useAsDraftNamed, { name: "Hybrid" }) }).click();
  await expect(page.getByRole("heading", { name: "Hybrid" })).toBeVisible();

  const rule = page.locator('[data-rule="gaming"]');
  await rule.getByRole("button", { expanded: false }).click();
  await rule.getByLabel(desk.ruleName).fill(RULE);
  const renamed = page.locator(`[data-rule="${RULE}"]`);
  await renamed.getByLabel(named(desk.addProviderTo, { rule: RULE })).selectOption({ label: OWN });
  await renamed.getByLabel(named(desk.addConditionTo, { rule: RULE })).selectOption("percentOfCreators");
  await renamed.getByLabel(desk.condition.percentOfCreators, { exact: true }).fill("100");
  const up = renamed.getByRole("button", { name: named(desk.moveUp, { rule: RULE }) });
  await up.press("Enter");
  await expect(up).toBeFocused();
  await up.press("Enter");
  await expect(page.locator("[data-rule]").first()).toHaveAttribute("data-rule", RULE);
  await expect(page.getByText(desk.unsaved)).toBeVisible();
  await expect(page.getByText(`${PEERS}, then ${OWN}`).last()).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole("button", { name: desk.save }).click();
  await expect(page.getByText(desk.unsaved)).toBeHidden();

  await page.getByRole("button", { name: desk.simulate, exact: true }).click();
  await expect(page.getByText("One of 1 streams would have gone elsewhere.")).toBeVisible();
  await expect(page.getByText(`${OWN} → ${PEERS}`).first()).toBeVisible();
  await expectNoBarriers(page);

  await page.getByRole("button", { name: new RegExp(`^${desk.apply}`) }).click();
  await giveReason(page, "small games need no server", desk.apply);
  await page.waitForURL(`${product.url}/admin/routing`);
  await expect(page.getByText("small games need no server").first()).toBeVisible();
  await expectNoBarriers(page);

  const after = await makeGamingStream(creator, "After");
  expect(after).toContain(PEERS);
  expect(after).toContain(`“${RULE}”`);

  await page.getByRole("button", { name: desk.undo, exact: true }).click();
  await giveReason(page, "viewers could not follow", desk.undo);
  await expect(page.getByText("viewers could not follow").first()).toBeVisible();
  expect(await makeGamingStream(creator, "Again")).toContain(OWN);
  await creator.goto(`${product.url}/admin/routing`);
  await expect(creator.getByRole("heading", { name: words.pages.notFoundTitle })).toBeVisible();
});

test("a draft that contradicts itself is refused with the sentence why", async ({ page }) => {
  await signIn(page, product);
  await page.goto(`${product.url}/admin/routing`);
  await page.getByRole("button", { name: desk.newDraft, exact: true }).click();
  await page.getByRole("button", { name: desk.addRule }).click();
  await expect(page.getByText(desk.gap.use).first()).toBeVisible();
  await page.getByRole("button", { name: desk.save }).click();
  await expect(page.getByText(desk.gapsNote)).toBeVisible();
  const added = page.locator("[data-rule]").last();
  const name = (await added.getAttribute("data-rule")) ?? "";
  await added.getByLabel(named(desk.addConditionTo, { rule: name })).selectOption("tiers");
  await added.getByLabel("Premium", { exact: true }).check();
  await added.getByLabel(named(desk.addProviderTo, { rule: name })).selectOption({ label: OWN });
  await page.getByRole("button", { name: desk.save }).click();
  await expect(added.getByText(named(desk.problem.contradiction, { by: "premium" }))).toBeVisible();
  await page.getByRole("button", { name: new RegExp(`^${desk.apply}`) }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(desk.applyRefused)).toBeVisible();
  await expect(dialog.getByRole("button", { name: desk.apply, exact: true })).toBeHidden();
  await expectNoBarriers(page);
});

test("the rule of a tier is changed, and the creator's next stream goes to the other provider", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const creator = await joinAs({ ...CREATOR, email: "second@example.org" }, page, browser);
  expect(await makeGamingStream(creator, "By the old rule")).toContain(OWN);
  await signIn(page, product);
  await page.goto(`${product.url}/admin/routing`);
  await page.getByRole("button", { name: desk.newDraft, exact: true }).click();
  await page.getByRole("button", { name: desk.addRule }).click();
  const added = page.locator("[data-rule]").last();
  const name = (await added.getAttribute("data-rule")) ?? "";
  await added.getByLabel(named(desk.addConditionTo, { rule: name })).selectOption("tiers");
  await added.getByLabel("Free", { exact: true }).check();
  await added.getByLabel(named(desk.addProviderTo, { rule: name })).selectOption({ label: PEERS });
  await page.getByRole("button", { name: desk.save }).click();
  await expect(page.getByText(desk.unsaved)).toBeHidden();
  await page.getByRole("button", { name: new RegExp(`^${desk.apply}`) }).click();
  await giveReason(page, "free streams go from browser to browser", desk.apply);
  await page.waitForURL(`${product.url}/admin/routing`);
  const receipt = await makeGamingStream(creator, "By the new rule");
  expect(receipt).toContain(PEERS);
  expect(receipt).toContain(`“${name}”`);
  await page.getByRole("button", { name: desk.undo, exact: true }).click();
  await giveReason(page, "as it was", desk.undo);
});

test("creators of a rule are found by name with the keyboard, and a rehearsal takes providers as they are", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const creator = await joinAs(
    { ...CREATOR, name: "Ti Jo Solèy", email: "third@example.org" },
    page,
    browser,
  );
  await makeGamingStream(creator, "Of somebody with a name");
  await signIn(page, product);
  await page.goto(`${product.url}/admin/routing`);
  await page.getByRole("button", { name: desk.newDraft, exact: true }).click();
  await page.getByRole("button", { name: desk.addRule }).click();
  const added = page.locator("[data-rule]").last();
  const name = (await added.getAttribute("data-rule")) ?? "";
  await added.getByLabel(named(desk.addProviderTo, { rule: name })).selectOption({ label: PEERS });
  await added.getByLabel(named(desk.addConditionTo, { rule: name })).selectOption("creatorIds");

  const box = added.getByRole("combobox", { name: desk.creatorSearch.label });
  await box.fill("zzz nobody");
  await expect(added.getByText(desk.creatorSearch.none)).toBeVisible();
  await box.fill("soley");
  const option = page.getByRole("option", { name: "Ti Jo Solèy @ti-jo-soley" });
  await expect(option).toHaveAttribute("aria-selected", "true");
  await expectNoBarriers(page);
  await box.press("Escape");
  await expect(option).toBeHidden();
  await box.press("ArrowDown");
  await expect(option).toBeVisible();
  await box.press("Enter");
  await expect(box).toHaveValue("");
  await expect(box).toBeFocused();
  const sentence = named(desk.when.creatorIds, { names: "Ti Jo Solèy (@ti-jo-soley)" });
  await expect(page.getByText(sentence.replace(/^b/, "B")).first()).toBeVisible();

  await page.getByRole("button", { name: desk.save }).click();
  await expect(page.getByText(desk.unsaved)).toBeHidden();
  await page.getByRole("button", { name: desk.simulate, exact: true }).click();
  await expect(page.getByText(desk.simulation.atTheirBest)).toBeVisible();
  await page.getByLabel(desk.simulation.circumstances).selectOption("as-now");
  await expect(page.getByText(desk.simulation.notHindered)).toBeVisible();
  await expect(page.getByText(`${OWN} → ${PEERS}`).first()).toBeVisible();
  await expectNoBarriers(page);
  const out = named(desk.creatorSearch.remove, { name: "Ti Jo Solèy (@ti-jo-soley)" });
  await added.getByRole("button", { name: out }).click();
  await expect(box).toBeFocused();
  await expect(added.getByText(desk.gap.list)).toBeVisible();
});

test("the primary is switched by steps that can be watched, and taken back with one click", async ({
  page,
}) => {
  await signIn(page, product);
  await page.goto(`${product.url}/admin/routing`);
  await page.getByRole("link", { name: desk.switchTitle }).click();
  await page.getByLabel(desk.switchFrom).selectOption({ label: OWN });
  await page.getByLabel(desk.switchTo, { exact: true }).selectOption({ label: PEERS });
  await page.getByRole("button", { name: desk.switchPreview }).click();
  await expect(page.getByText(`10% of creators → ${PEERS}, then ${OWN}`)).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole("button", { name: named(desk.begin, { percent: 10 }) }).click();
  await giveReason(page, "a tenth first", named(desk.begin, { percent: 10 }));
  const running = page.getByRole("region", { name: named(desk.running, { from: OWN, to: PEERS }) });
  await expect(running.getByRole("row", { name: desk.figure.made })).toBeVisible();
  await expectNoBarriers(page);
  await running.getByRole("link", { name: desk.switchPreview }).click();
  await expect(page.getByRole("heading", { name: desk.switchNext })).toBeVisible();
  await page.getByRole("button", { name: desk.simulate, exact: true }).click();
  await expect(page.getByText(desk.simulation.title)).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole("link", { name: desk.back }).first().click();
  for (const [percent, label] of [
    [50, named(desk.goOn, { percent: 50 })],
    [100, desk.beginWhole],
  ] as const) {
    await page.getByRole("button", { name: label }).click();
    await giveReason(page, `now ${percent}`, label);
    await expect(page.getByRole("progressbar")).toHaveAttribute("aria-valuenow", String(percent));
  }
  await page.getByRole("button", { name: named(desk.goBack, { name: "By tier" }) }).click();
  await expect(page.getByRole("progressbar")).toBeHidden();
  const decides = page.locator("section", { has: page.locator("#decides") });
  await expect(decides.getByRole("listitem").last()).toContainText(OWN);
});
