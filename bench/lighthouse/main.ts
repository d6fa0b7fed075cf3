import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium } from "@playwright/test";
import lighthouse, { desktopConfig } from "lighthouse";
import { freePort } from "../measure/free-port";
import { chromiumPath } from "../measure/programs";
import { waitFor } from "../measure/wait-for";
import { startProduct } from "../peers/product";
import { publishFile } from "./publish-file";

const CATEGORIES = ["performance", "accessibility", "best-practices"] as const;
/** A page with a live stream never stops loading. */
const LONGEST_LOAD_MS = 15_000;
const RUNS = 3;
const ADMIN = { email: "bench@example.test", password: "quiet-harbour-evening-42" };

type Scores = Readonly<Record<(typeof CATEGORIES)[number], number>>;

/** Lighthouse, as a desktop, while a stream is on air: home, its watch page, and its creator's studio. Medians of three, 0…100. */
export async function runLighthouse(): Promise<Record<"home" | "watch" | "studio", Scores>> {
  const product = await startProduct({ env: { ADMIN_PASSWORD: ADMIN.password } });
  const profile = await mkdtemp(join(tmpdir(), "bench-lighthouse-"));
  const publisher = await publishFile(product.rtmpUrl, profile);
  const port = await freePort();
  let browser: BrowserContext | undefined;
  try {
    await waitFor("the stream is live", product.isPlayable, 30_000);
    browser = await chromium.launchPersistentContext(profile, {
      executablePath: chromiumPath(),
      args: ["--no-sandbox", `--remote-debugging-port=${port}`, "--autoplay-policy=no-user-gesture-required"],
    });
    const { origin } = new URL(product.pageUrl);
    const streamId = product.pageUrl.split("/").at(-1);
    const home = await measure(`${origin}/`, port);
    const watch = await measure(product.pageUrl, port);
    await signIn(browser, origin);
    const studio = await measure(`${origin}/studio/streams/${streamId}`, port);
    return { home, watch, studio };
  } finally {
    await browser?.close();
    await publisher.stop();
    await product.stop();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function signIn(browser: BrowserContext, origin: string): Promise<void> {
  const page = await browser.newPage();
  await page.goto(`${origin}/sign-in`);
  await page.locator("input[type=email]").fill(ADMIN.email);
  await page.locator("input[type=password]").fill(ADMIN.password);
  await page.locator("input[type=password]").press("Enter");
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  await page.close();
}

async function measure(url: string, port: number): Promise<Scores> {
  const runs: Scores[] = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await once(url, port));
  const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[(RUNS - 1) / 2] ?? 0;
  const [performance, accessibility, bestPractices] = CATEGORIES.map((category) =>
    median(runs.map((scores) => scores[category])),
  );
  return {
    performance: performance ?? 0,
    accessibility: accessibility ?? 0,
    "best-practices": bestPractices ?? 0,
  };
}

async function once(url: string, port: number): Promise<Scores> {
  const options = {
    port,
    onlyCategories: [...CATEGORIES],
    maxWaitForLoad: LONGEST_LOAD_MS,
    // Whoever is signed in stays so.
    disableStorageReset: true,
    logLevel: "error" as const,
  };
  const result = await lighthouse(url, options, desktopConfig);
  if (!result) throw new Error(`no result for ${url}`);
  const { lhr } = result;
  const score = (category: string) => Math.round((lhr.categories[category]?.score ?? 0) * 100);
  for (const problem of problemsOf(lhr)) console.log(`${new URL(url).pathname}: ${problem}`);
  return {
    performance: score("performance"),
    accessibility: score("accessibility"),
    "best-practices": score("best-practices"),
  };
}

type Lhr = NonNullable<Awaited<ReturnType<typeof lighthouse>>>["lhr"];

/** What took points, worst first. */
function problemsOf(lhr: Lhr): string[] {
  const weighted = CATEGORIES.flatMap((category) => lhr.categories[category]?.auditRefs ?? []);
  const lost = weighted.flatMap(({ id, weight }) => {
    const audit = lhr.audits[id];
    const score = audit?.score ?? 1;
    return audit && weight > 0 && score < 0.95 ? [{ audit, points: weight * (1 - score) }] : [];
  });
  return lost
    .sort((a, b) => b.points - a.points)
    .map(({ audit }) => `${audit.id} ${audit.displayValue ?? issuesOf(audit.details)} (${audit.score})`);
}

/** Of the browser's own complaints only the kinds. */
function issuesOf(details: unknown): string {
  const items = typeof details === "object" && details !== null && "items" in details ? details.items : [];
  if (!Array.isArray(items)) return "";
  return items.map((item: { issueType?: string }) => item.issueType ?? "").join(" ");
}
