import { fileURLToPath } from "node:url";
import { startChild } from "../measure/child-process";
import { waitFor } from "../measure/wait-for";
import { publishSquaresByWhip } from "../squares/whip-publisher";
import type { Peer } from "./peer";
import { startProduct } from "./product";
import { serveWhepPage } from "./whep-page";

/** The product, published to by WHIP and watched by WHEP: by one browser and so many synthetic viewers beside it. */
export async function startWhep(syntheticViewers: number): Promise<Peer> {
  const product = await startProduct();
  const whepUrl = `${product.streamUrl}/whep`;
  const page = await serveWhepPage(whepUrl);
  return {
    ...product,
    name: `Ann Pale Live, WHIP to WHEP, ${syntheticViewers + 1} viewers`,
    pageUrl: page.url,
    publish: () => publishSquaresByWhip(product.whipUrl, product.streamKey),
    ...(syntheticViewers > 0 ? { crowd: () => startCrowd(whepUrl, syntheticViewers) } : {}),
    async stop() {
      await page.close();
      await product.stop();
    },
  };
}

/** The product, published to by WHIP and watched as Low-Latency HLS. */
export async function startWhipHls(): Promise<Peer> {
  const product = await startProduct();
  return {
    ...product,
    name: "Ann Pale Live, WHIP to LL-HLS",
    publish: () => publishSquaresByWhip(product.whipUrl, product.streamKey),
  };
}

/** Fails when a single one of them does. */
async function startCrowd(whepUrl: string, viewers: number): Promise<{ stop(): Promise<void> }> {
  const script = fileURLToPath(new URL("../load/whep-process.ts", import.meta.url));
  const child = startChild(process.execPath, ["--import", "tsx", script, whepUrl, String(viewers)]);
  const failIfOneFailed = () => {
    if (child.output().includes('{"error"')) throw new Error(`a synthetic viewer failed: ${child.output()}`);
  };
  const stop = async () => {
    await child.stop();
    failIfOneFailed();
  };
  await waitFor(
    `${viewers} synthetic viewers`,
    () => {
      failIfOneFailed();
      return child.output().includes('{"connected"');
    },
    30_000,
  ).catch(async (error: unknown) => {
    await child.stop();
    throw error;
  });
  return { stop };
}
