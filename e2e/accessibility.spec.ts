import type { Page } from "@playwright/test";
import { expectNoBarriers } from "./harness/accessible";
import { signIn } from "./harness/account";
import { createStream } from "./harness/api";
import { expect, test } from "./harness/test";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });
    // The other theme changes colours alone.
    const onlyColors = colorScheme === "dark";

    test("pages for everybody have no barrier that a program can find", async ({ page, product }) => {
      const stream = await createStream(product, "A stream to look at");
      for (const path of ["/", "/sign-in", "/sign-up", `/watch/${stream.id}`, "/no-such-page"]) {
        await expectAccessible(page, `${product.url}${path}`, onlyColors);
      }
    });

    test("the studio and the administration have none either", async ({ page, product }) => {
      const stream = await createStream(product, "A stream to steer");
      await signIn(page, product);
      const paths = [
        "/studio/streams",
        "/studio/streams/new",
        `/studio/streams/${stream.id}`,
        `/studio/streams/${stream.id}/record`,
        "/studio/recordings",
        "/studio/costs",
        "/studio/settings",
        "/admin",
        "/admin/users",
        "/admin/tiers",
        "/admin/providers",
        "/admin/providers/self-hosted",
        // Their own journeys look at the rest of these.
        ...(onlyColors
          ? [
              "/admin/routing",
              "/admin/routing/switch",
              "/admin/providers/cloudflare",
              "/admin/costs",
              "/admin/costs/prices",
              "/admin/plan?viewers=5000&budget=300&q-cost-first=yes",
            ]
          : []),
      ];
      for (const path of paths) await expectAccessible(page, `${product.url}${path}`, onlyColors);
    });
  });
}

async function expectAccessible(page: Page, address: string, onlyColors: boolean): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole("heading").first()).toBeVisible();
  await expectNoBarriers(page, { onlyColors });
}
