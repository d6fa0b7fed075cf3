import { test as base } from "@playwright/test";
import { type Product, startProduct } from "./product";

/** `test` with a running product that has an administrator. The tests of a worker share it: make streams of your own. */
export const test = base.extend<object, { product: Product }>({
  product: [
    async ({}, use) => {
      const product = await startProduct();
      await use(product);
      await product.remove();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

export { expect } from "@playwright/test";
