import type { Peer } from "./peer";
import { startProduct } from "./product";

const LOOK_EVERY_MS = 2000;

/** The product with two transcodes beside the source; the viewer's page plays the source. */
export async function startLadder(): Promise<Peer> {
  const product = await startProduct({ hasLadder: true });
  const isReady = async (rendition: string) =>
    fetch(`${product.streamUrl}/${rendition}/media.m3u8`, { signal: AbortSignal.timeout(15_000) }).then(
      (response) => response.ok,
      () => false,
    );
  let looks = 0;
  let seen = 0;
  let timer: NodeJS.Timeout | undefined;
  const look = async () => {
    looks += 1;
    if (await isReady("480p")) seen += 1;
  };
  return {
    ...product,
    name: "Ann Pale Live, two transcodes on",
    witnessUrl: product.mediaPlaylistUrl,
    async isPlayable() {
      if (!(await product.isPlayable()) || !(await isReady("480p")) || !(await isReady("360p"))) return false;
      timer ??= setInterval(() => void look(), LOOK_EVERY_MS);
      return true;
    },
    async stop() {
      clearInterval(timer);
      // A busy machine gives transcodes up; then these are not the figures that were asked for.
      console.log(
        `  the transcodes were there ${looks ? Math.round((seen / looks) * 100) : 0} % of the time`,
      );
      await product.stop();
    },
  };
}
