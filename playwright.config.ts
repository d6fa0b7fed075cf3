import { chromium, defineConfig } from "@playwright/test";
import { CHROMIUM_ARGS, findChromium } from "./scripts/testing/programs.mjs";

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results/e2e",
  // Every journey publishes video: side by side on two cores they would measure each other.
  workers: 1,
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
