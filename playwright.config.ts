import { chromium, defineConfig } from "@playwright/test";
import { CHROMIUM_ARGS, findChromium } from "./scripts/testing/programs.mjs";

/** What measures neither delay nor evenness goes two at a time; the rest would measure each other. */
const UNMEASURED = [
  "accessibility",
  "budget-guard",
  "crash",
  "dash",
  "embed",
  "encoders",
  "experience",
  "first-run",
  "flv",
  "go-live",
  "home",
  "p2p",
  "preview",
  "private",
  "providers",
  "providers-whip",
  "replay",
  "routing",
  "secrets",
  "whip",
].map((name) => `**/${name}.spec.ts`);

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/e2e",
  workers: 2,
  projects: [
    { name: "together", testMatch: UNMEASURED, workers: 2 },
    { name: "alone", testMatch: "**/*.spec.ts", testIgnore: UNMEASURED, workers: 1 },
  ],
  timeout: 90_000,
  expect: { timeout: 10_000 },
  globalSetup: "./e2e/harness/build-once.ts",
  reporter: [["list"], ["./scripts/testing/playwright-tally.mjs"]],
  forbidOnly: Boolean(process.env.CI),
  use: {
    trace: "retain-on-failure",
    locale: "en-US",
    launchOptions: {
      executablePath: findChromium(chromium.executablePath()) ?? undefined,
      args: CHROMIUM_ARGS,
    },
  },
});
