import { test as base } from "@playwright/test";
import { type Product, startProduct } from "./product";

interface WorkerFixtures {
  /** On top of the harness's own environment; a spec that sets it gets a product of its own. */
  readonly productEnv: Record<string, string>;
  readonly product: Product;
}

/** `test` with a running product that has an administrator. The tests of a worker share it: make streams of your own. */
export const test = base.extend<object, WorkerFixtures>({
  productEnv: [{}, { scope: "worker", option: true }],
  product: [
    async ({ productEnv }, use) => {
      const product = await startProduct({ env: productEnv });
      await use(product);
      await product.remove();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

export { expect } from "@playwright/test";
