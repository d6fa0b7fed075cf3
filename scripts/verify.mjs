import { runStaticChecks, runStep } from "./testing/steps.mjs";

const startedAt = Date.now();
const isClean = runStaticChecks();
// Also when the first half failed: one run tells everything.
const isProven = runStep("unit tests", "vitest/vitest.mjs", ["run", "--project", "unit"]);
const ok = isClean && isProven;
process.stdout.write(
  `\nverify ${ok ? "is green" : "failed"} after ${Math.round((Date.now() - startedAt) / 1000)} s\n`,
);
process.exitCode = ok ? 0 : 1;
