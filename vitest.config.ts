import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** `x.test.ts` is a unit test; `x.integration.test.ts` needs a database, a child process or a real encoder. */
const INTEGRATION = "**/*.integration.test.{ts,tsx}";

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: at("./") },
      // The marker package throws outside of a server component bundle.
      { find: /^server-only$/, replacement: at("./node_modules/server-only/empty.js") },
    ],
  },
  test: {
    environment: "node",
    setupFiles: [at("./scripts/testing/patient-waits.ts")],
    maxWorkers: 2,
    testTimeout: 15_000,
    hookTimeout: 30_000,
    exclude: [...configDefaults.exclude, "e2e/**", ".next*/**", "dist/**"],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          // Pure for the most part: modules are loaded once for all of them.
          isolate: false,
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...configDefaults.exclude, "e2e/**", ".next*/**", "dist/**", INTEGRATION],
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          globalSetup: [at("./scripts/testing/database-template.ts")],
          include: [INTEGRATION],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
