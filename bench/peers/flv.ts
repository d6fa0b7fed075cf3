import { serveFlvPage } from "./flv-page";
import type { Peer } from "./peer";
import { startProduct } from "./product";

/** The product's standing FLV response, in mpegts.js. */
export async function startFlv(): Promise<Peer> {
  const product = await startProduct();
  const page = await serveFlvPage(new URL("../stream.flv", product.mediaPlaylistUrl).href);
  return {
    ...product,
    name: "Ann Pale Live, HTTP-FLV in mpegts.js",
    pageUrl: page.url,
    async stop() {
      await page.close();
      await product.stop();
    },
  };
}
