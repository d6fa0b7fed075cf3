import type { Peer } from "./peer";
import { startProduct } from "./product";

/** The product with two transcodes beside the source; the viewer's page plays the source. */
export async function startLadder(): Promise<Peer> {
  const product = await startProduct({ hasLadder: true });
  const isReady = async (rendition: string) =>
    fetch(`${product.streamUrl}/${rendition}/media.m3u8`, { signal: AbortSignal.timeout(15_000) }).then(
      (response) => response.ok,
      () => false,
    );
  return {
    ...product,
    name: "Ann Pale Live, two transcodes on",
    isPlayable: async () =>
      (await product.isPlayable()) && (await isReady("480p")) && (await isReady("360p")),
    async stop() {
      // A busy machine gives transcodes up; then these are not the figures that were asked for.
      if (!(await isReady("480p")))
        console.error("The transcodes did not last: measure again on a quiet machine.");
      await product.stop();
    },
  };
}
