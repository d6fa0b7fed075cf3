import { expect, test } from "@playwright/test";
import { createStream, encoderTarget, getStream, waitForBroadcast } from "./harness/api";
import { startFaithfulEncoder } from "./harness/encoder";
import { expectNotReloaded, expectPlaying, markPage } from "./harness/playback";
import { type Product, startProduct } from "./harness/product";

let product: Product;
test.beforeAll(async () => {
  product = await startProduct();
});
test.afterAll(() => product?.remove());

const CASES = [
  { victims: ["web"] as const, told: "the web app" },
  { victims: ["media"] as const, told: "the media server" },
  { victims: ["web", "media"] as const, told: "both processes" },
];

for (const { victims, told } of CASES) {
  test(`a stream outlives kill -9 of ${told}, and its viewer need not reload`, async ({ page }) => {
    const stream = await createStream(product, `Outlives ${told}`);
    const encoder = startFaithfulEncoder(encoderTarget(stream));
    try {
      await waitForBroadcast(product, stream.id, "live");
      await page.goto(`${product.url}/watch/${stream.id}`);
      await expectPlaying(page);
      await markPage(page);

      const acknowledged = await createStream(product, "Acknowledged just before the crash");
      for (const pid of await Promise.all(victims.map((name) => product.pidOf(name)))) {
        process.kill(pid, "SIGKILL");
      }
      // Nothing that answers now is the killed process.
      await expect.poll(() => product.output()).toContain("killed by SIGKILL");
      await product.healthy();

      expect((await getStream(product, acknowledged.id)).title).toBe("Acknowledged just before the crash");
      await waitForBroadcast(product, stream.id, "live", 40_000);
      await expectPlaying(page, 30_000);
      await expectNotReloaded(page);
      expect((await getStream(product, stream.id)).id).toBe(stream.id);
    } finally {
      await encoder.stop();
    }
  });
}
