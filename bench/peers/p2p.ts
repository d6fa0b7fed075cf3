import { launchChromium } from "../measure/chromium";
import { waitFor } from "../measure/wait-for";
import type { SquaresPublisher } from "../squares/publisher";
import { openRoomHost } from "../squares/room-host";
import { serveP2pPage } from "./p2p-page";
import type { Peer } from "./peer";
import { startProduct } from "./product";

/** The product's rooms: a browser that hosts, one that is measured, and so many real ones that watch beside it. */
export async function startP2p(others: number): Promise<Peer> {
  const product = await startProduct({ provider: "webrtc-p2p" });
  let room: { url: string; close(): Promise<void> } | null = null;
  const peer: Peer = {
    ...product,
    name: `Ann Pale Live, peer to peer, ${others + 1} viewers`,
    get pageUrl() {
      return room?.url ?? "";
    },
    publish: () => host({ url: product.roomUrl, streamKey: product.streamKey }),
    async isPlayable() {
      if (!(await product.isPlayable())) return false;
      room ??= await serveP2pPage(await product.roomFor());
      return true;
    },
    ...(others > 0 ? { crowd: () => watchBeside(() => product.roomFor(), others) } : {}),
    async stop() {
      await room?.close();
      await product.stop();
    },
  };
  return peer;
}

async function host(target: { url: string; streamKey: string }): Promise<SquaresPublisher> {
  const browser = await launchChromium();
  let stopping = false;
  const failed = new Promise<never>((_, reject) => {
    browser.once("disconnected", () => {
      if (!stopping) reject(new Error("the hosting browser is gone"));
    });
  });
  failed.catch(() => undefined);
  const stop = async () => {
    stopping = true;
    await browser.close();
  };
  try {
    await openRoomHost(browser, target, "squares");
    return { failed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Each in a window of its own and with a token of its own, as at home: one viewer has only so many places. */
async function watchBeside(
  roomFor: () => Promise<string>,
  viewers: number,
): Promise<{ stop(): Promise<void> }> {
  const browser = await launchChromium();
  const served: { close(): Promise<void> }[] = [];
  const stop = async () => {
    await browser.close();
    for (const one of served) await one.close();
  };
  try {
    for (let count = 0; count < viewers; count += 1) {
      const beside = await serveP2pPage(await roomFor());
      served.push(beside);
      const page = await (await browser.newContext()).newPage();
      await page.goto(beside.url);
      await waitFor(
        "a picture beside",
        () => page.evaluate(() => (document.querySelector("video")?.videoWidth ?? 0) > 0),
        30_000,
      );
    }
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
