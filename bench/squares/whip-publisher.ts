import { launchChromium } from "../measure/chromium";
import { bundleForPage } from "../peers/whep-page";
import type { CanvasPublisherOptions } from "./canvas-publisher";
import type { SquaresPublisher } from "./publisher";

/** As a creator's camera at home: 360p30 at 1.5 Mbit/s, so that figures compare with those of other relays. */
const PICTURE = { width: 640, height: 360, framesPerSecond: 30, kbps: 1_500 };

/** Publishes the time in each frame by WHIP from a browser of its own, with a tone beside it. */
export async function publishSquaresByWhip(whipUrl: string, streamKey: string): Promise<SquaresPublisher> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: await bundleForPage("../squares/canvas-publisher.ts", "squares") });
    const options: CanvasPublisherOptions = { ...PICTURE, whipUrl, streamKey };
    await page.evaluate(async (wish) => {
      // The script above put it there.
      const { publishCanvas } = Reflect.get(window, "squares") as typeof import("./canvas-publisher");
      Reflect.set(window, "publisher", await publishCanvas(wish));
    }, options);
    let stopping = false;
    const failed = new Promise<never>((_, reject) => {
      browser.once("disconnected", () => {
        if (!stopping) reject(new Error("the publishing browser is gone"));
      });
    });
    failed.catch(() => undefined);
    return {
      failed,
      async stop() {
        stopping = true;
        await browser.close();
      },
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}
