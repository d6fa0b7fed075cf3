import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { freePorts } from "../supervisor/testing/free-ports";
import { signIn, words } from "./harness/account";
import { expectPlaying } from "./harness/playback";
import { waitFor } from "./harness/wait-for";

interface Demo {
  readonly url: string;
  readonly folder: string;
  readonly process: ChildProcess;
  output(): string;
}

/** As `npm run demo` runs it, with ports and a folder of its own. Resolves when both streams are on air. */
async function startDemo(): Promise<Demo> {
  const folder = test.info().outputPath("demo");
  const [web = 0, media = 0, control = 0, rtmp = 0, udp = 0] = await freePorts(5);
  const child = spawn(process.execPath, ["--import", "tsx", "--conditions=react-server", "demo/main.ts"], {
    env: {
      ...process.env,
      PORT: String(web),
      MEDIA_HTTP_PORT: String(media),
      MEDIA_CONTROL_PORT: String(control),
      RTMP_PORT: String(rtmp),
      MEDIA_UDP_PORT: String(udp),
      DEMO_DATA_DIR: folder,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
  const demo = { url: `http://localhost:${web}`, folder, process: child, output: () => text };
  await waitFor("the demo is complete", async () => text.includes("Press Ctrl+C"), 150_000).catch(
    async (error: Error) => {
      await endDemo(demo);
      throw new Error(`${error.message}\n${text}`);
    },
  );
  return demo;
}

/** As Ctrl+C does. */
async function endDemo({ process: child }: Demo): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill("SIGINT");
  await once(child, "exit");
}

test("the demo is full of life and money, says on every page what it is, and leaves nothing behind", async ({
  page,
}) => {
  // Two months of history are made, then three servers and two encoders started.
  test.setTimeout(240_000);
  const demo = await startDemo();
  try {
    expect(existsSync(demo.folder)).toBe(true);
    await page.goto(demo.url);
    await expect(page.getByText(words.pages.demoLead)).toBeVisible();
    const onAir = page.getByRole("link", { name: /courtyard|balcony/ });
    await expect(onAir.first()).toBeVisible();
    for (const [, watchUrl = ""] of demo.output().matchAll(/is on air \([\w-]+\): (\S+)/g)) {
      await page.goto(watchUrl);
      await expect(page.getByText(words.pages.demoLead)).toBeVisible();
      await expectPlaying(page);
    }

    const [, email = "", password = ""] =
      /Sign in as (\S+) with the password (\S+)/.exec(demo.output()) ?? [];
    await signIn(page, demo, { email, password });
    await page.goto(`${demo.url}/admin`);
    await expect(page.getByText(words.pages.demoLead)).toBeVisible();
    // This month has crossed the first budget only when it is old enough; the last one has as a whole.
    const now = new Date();
    const lastMonth = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1))
      .toISOString()
      .slice(0, 7);
    await page.goto(`${demo.url}/admin/costs?month=${lastMonth}`);
    await expect(page.getByRole("row", { name: /^Total \$[5-9]\d\d\./ })).toBeVisible();
  } finally {
    await endDemo(demo);
  }
  expect(demo.process.exitCode).toBe(0);
  expect(existsSync(demo.folder)).toBe(false);
});
