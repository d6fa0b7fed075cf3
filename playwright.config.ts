import { chromium, defineConfig } from "@playwright/test";
import { CHROMIUM_ARGS, findChromium } from "./scripts/testing/programs.mjs";

/** What measures delay or evenness goes alone: two at a time would measure each other. */
const MEASURED = ["player", "qualities", "studio", "studio-trouble", "watch", "whep"].map(
  (name) => `**/${name}.spec.ts`,
);

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/e2e",
  workers: 2,
  projects: [
    { name: "together", testMatch: "**/*.spec.ts", testIgnore: MEASURED, workers: 2 },
    { name: "alone", testMatch: MEASURED, workers: 1 },
  ],
  timeout: 90_000,
  expect: { timeout: 10_000 },
  globalSetup: "./e2e/harness/prepare.ts",
  reporter: [["list"], ["./scripts/testing/playwright-tally.mjs"]],
  forbidOnly: Boolean(process.env.CI),
  use: {
    // A trace films every page, which takes a third of such a machine: `--trace on` where one is wanted.
    trace: "off",
    locale: "en-US",
    launchOptions: {
      executablePath: findChromium(chromium.executablePath()) ?? undefined,
      args: CHROMIUM_ARGS,
    },
  },
});
