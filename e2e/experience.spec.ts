import { expectNoBarriers } from "./harness/accessible";
import { signIn, words } from "./harness/account";
import { callApi, createStream, encoderTarget, waitForBroadcast } from "./harness/api";
import { startEncoder } from "./harness/encoder";
import { expectPlaying } from "./harness/playback";
import { expect, test } from "./harness/test";

test("what a viewer's player lives through arrives in the studio, in the record and in the API", async ({
  page,
  product,
  browser,
}) => {
  test.setTimeout(150_000);
  const stream = await createStream(product, "Is it good out there?");
  const encoder = startEncoder(encoderTarget(stream));
  const viewer = await (await browser.newContext()).newPage();
  try {
    await waitForBroadcast(product, stream.id, "live");
    await signIn(page, product);
    await page.goto(`${product.url}/studio/streams/${stream.id}`);
    await expect(page.getByText(words.experience.none)).toBeVisible();
    await viewer.goto(`${product.url}/watch/${stream.id}`);
    await expectPlaying(viewer);
    await expect(page.getByText(words.experience.noWaiting)).toBeVisible({ timeout: 45_000 });
    const figure = (name: string) => page.getByRole("term").filter({ hasText: name }).locator("+ dd");
    for (const name of [words.experience.startup, words.experience.latency])
      await expect(figure(name)).toHaveText(/^\d+(\.\d)? s$/);
    await expect(figure(words.experience.rebuffer)).toHaveText(/^\d+(\.\d)?%$/);
    await expect(figure(words.experience.faults)).toHaveText("0");
    await expectNoBarriers(page);
    await page.goto(`${product.url}/studio/streams/${stream.id}/record`);
    await expect(page.getByRole("heading", { name: words.experience.title })).toBeVisible();
    await expectNoBarriers(page);
  } finally {
    await encoder.stop();
  }
  await callApi(product, "POST", `/streams/${stream.id}/end`);
  const answer = await callApi(product, "GET", `/streams/${stream.id}/record`);
  const { experience } = await answer.json();
  expect(experience).toMatchObject({ viewers: 1, faults: 0 });
  expect(experience.startupMs).toBeGreaterThan(0);
  expect(experience.startupMs).toBeLessThan(15_000);
});
