import { type Clouds as Services, startClouds as startServices } from "../../emulators/start-clouds";
import { type Product, startProduct } from "./product";

/** Both services as stand-ins with real pictures, and a product that has accounts with them. */
export interface Clouds extends Services {
  readonly product: Product;
  remove(): Promise<void>;
}

/** How long after a lost encoder a broadcast counts as over, in seconds. */
const RECONNECT_SECONDS = 2;

export async function startClouds(env: Record<string, string> = {}): Promise<Clouds> {
  const services = await startServices();
  const product = await startProduct({
    env: {
      ...services.environment(),
      RECONNECT_WINDOW_SECONDS: String(RECONNECT_SECONDS),
      ...env,
    },
  });
  services.tell(product.url);
  return {
    ...services,
    product,
    async remove() {
      await product.remove();
      await services.stop();
    },
  };
}
