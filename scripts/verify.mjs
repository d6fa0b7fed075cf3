import { runStaticChecks, runStep } from "./testing/steps.mjs";

const startedAt = Date.now();
const ok = runStaticChecks() && runStep("unit tests", "vitest/vitest.mjs", ["run", "--project", "unit"]);
process.stdout.write(
  `\nverify ${ok ? "is green" : "failed"} after ${Math.round((Date.now() - startedAt) / 1000)} s\n`,
);
process.exitCode = ok ? 0 : 1;
