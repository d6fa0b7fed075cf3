import { randomBytes } from "node:crypto";
import type { Browser, Page } from "@playwright/test";
import messages from "../messages/en.json" with { type: "json" };
import { launchChromium } from "./measure/chromium";
import { percentile } from "./measure/percentile";
import { startProduct } from "./peers/product";
import { serveWhepPage } from "./peers/whep-page";

export interface GoLiveFigures {
  /** From the click on *Go live* to the first picture at a viewer who waits; median and worst, in ms. */
  readonly goLiveMs: number;
  readonly worstMs: number;
  readonly rounds: number;
}

const words = messages.broadcastStudio;
const CAMERA_ARGS = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
const PATIENCE_MS = 30_000;

/** WHIP from the studio to a WHEP viewer in another browser, both on this machine. `--rounds=7`, `--height=720`. */
export async function runGoLive(args: readonly string[]): Promise<GoLiveFigures> {
  const option = (name: string) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  const rounds = Number(option("rounds") ?? 7);
  const height = Number(option("height") ?? 720);
  const admin = {
    ADMIN_EMAIL: "bench@example.test",
    ADMIN_PASSWORD: randomBytes(16).toString("hex"),
    ADMIN_API_TOKEN: `apl_${randomBytes(32).toString("hex")}`,
  };
  const product = await startProduct({ env: admin });
  const { origin } = new URL(product.pageUrl);
  const [creators, viewers] = [await launchChromium(CAMERA_ARGS), await launchChromium()];
  try {
    const creator = await signIn(creators, origin, admin);
    await creator.addInitScript(
      (choice) => localStorage.setItem("broadcast-devices", JSON.stringify(choice)),
      { height },
    );
    const waits: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const streamId = await createStream(origin, admin.ADMIN_API_TOKEN);
      const mediaUrl = new URL(product.streamUrl).origin;
      const ms = await goLiveOnce(creator, viewers, {
        studioUrl: `${origin}/studio/streams/${streamId}#browser`,
        whepUrl: `${mediaUrl}/live/${streamId}/whep`,
      });
      console.log(`round ${round + 1}: ${Math.round(ms)} ms`);
      waits.push(ms);
    }
    return { goLiveMs: Math.round(percentile(waits, 0.5)), worstMs: Math.round(Math.max(...waits)), rounds };
  } finally {
    await creators.close();
    await viewers.close();
    await product.stop();
  }
}

async function goLiveOnce(
  creator: Page,
  viewers: Browser,
  { studioUrl, whepUrl }: { studioUrl: string; whepUrl: string },
): Promise<number> {
  // An address that differs in its hash alone would not be loaded anew.
  await creator.goto("about:blank");
  await creator.goto(studioUrl);
  await creator.getByRole("button", { name: words.ask.both }).click();
  const goLive = creator.getByRole("button", { name: words.goLive, exact: true });
  // The test of the line is over: what is measured is going live, not what comes before.
  await creator.getByRole("button", { name: words.probe.again }).and(creator.locator(":enabled")).waitFor();
  await creator.evaluate(() => {
    document.addEventListener("click", () => Reflect.set(window, "clickedAt", Date.now()), { capture: true });
  });
  const served = await serveWhepPage(whepUrl);
  const viewer = await viewers.newPage();
  try {
    // The TypeScript loader wraps functions in a naming helper that a page does not have.
    await viewer.addInitScript("globalThis.__name ??= (named) => named;");
    await viewer.addInitScript(waitForStream);
    await viewer.goto(served.url);
    await goLive.click();
    const seen = await viewer.waitForFunction(() => Reflect.get(window, "seenAt"), null, {
      timeout: PATIENCE_MS,
      polling: 50,
    });
    const clickedAt = await creator.evaluate(() => Number(Reflect.get(window, "clickedAt")));
    return Number(await seen.jsonValue()) - clickedAt;
  } finally {
    await viewer.close();
    await served.close();
  }
}

/** Runs inside the viewer's page: asks until the stream is there, and notes when its first picture is drawn. */
function waitForStream(): void {
  const ask = window.fetch;
  window.fetch = async (address, options = {}) => {
    // How long the wait may be is said by the bench.
    const { signal: _, ...rest } = options;
    for (;;) {
      // Before the stream is there, browsers aren't even allowed to ask for it.
      const answer = await ask(address, rest).catch(() => null);
      if (answer?.ok) return answer;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  };
  document.addEventListener("DOMContentLoaded", () => {
    document
      .querySelector("video")
      ?.requestVideoFrameCallback(() => Reflect.set(window, "seenAt", Date.now()));
  });
}

async function signIn(
  browser: Browser,
  origin: string,
  { ADMIN_EMAIL, ADMIN_PASSWORD }: { ADMIN_EMAIL: string; ADMIN_PASSWORD: string },
): Promise<Page> {
  const page = await browser.newPage({ locale: "en-US" });
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel(messages.signIn.email).fill(ADMIN_EMAIL);
  await page.getByLabel(messages.signIn.password, { exact: true }).fill(ADMIN_PASSWORD);
  await page.getByRole("main").getByRole("button", { name: messages.signIn.submit, exact: true }).click();
  await page.getByRole("button", { name: messages.nav.account }).waitFor();
  return page;
}

async function createStream(origin: string, token: string): Promise<string> {
  const response = await fetch(`${origin}/api/v1/streams`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ title: "Going live", isRecorded: false }),
  });
  if (!response.ok) throw new Error(`creating a stream: ${response.status} ${await response.text()}`);
  const { id } = (await response.json()) as { id: string }; // Our own API, checked by its own tests.
  return id;
}
