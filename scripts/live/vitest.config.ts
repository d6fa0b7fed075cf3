import { defineConfig } from "vitest/config";

/** Tests that cost somebody's quota: only ever run by `npm run test:live`. */
export default defineConfig({
  test: {
    include: ["scripts/live/*.live.ts"],
    environment: "node",
    // The services count calls by account.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
