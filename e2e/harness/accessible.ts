import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Rules of WCAG 2.2 A and AA that a program can check. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Fails with each barrier that a program can find on the page as it stands. */
export async function expectNoBarriers(
  page: Page,
  { onlyColors = false }: { readonly onlyColors?: boolean } = {},
): Promise<void> {
  // A control that is half faded in has no contrast yet: what moves is let come to rest.
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
  const builder = new AxeBuilder({ page });
  const { violations } = await (onlyColors
    ? builder.withRules(["color-contrast", "link-in-text-block"])
    : builder.withTags(RULES)
  ).analyze();
  await page.emulateMedia({ reducedMotion: null });
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
  expect(told, page.url()).toEqual([]);
}
