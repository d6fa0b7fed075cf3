import { randomBytes } from "node:crypto";
import { stdin, stdout } from "node:process";
import { createInterface } from "node:readline/promises";
import { fileURLToPath } from "node:url";
import { startVitest } from "vitest/node";
import { listCandidates, skippedLine } from "./candidates";
import { COSTS } from "./costs";
import { deleteLeftovers } from "./leftovers";

/**
 * The provider contract against the real services, for those whose credentials are in the environment. Says first what it
 * makes and what that costs, asks, and deletes what it made. `--yes` answers for whoever is not there.
 */
const candidates = listCandidates(process.env);
const ready = candidates.filter(({ missing }) => missing.length === 0);
if (ready.length < candidates.length) console.log(skippedLine(candidates));
if (ready.length > 0) process.exitCode = await run();

async function run(): Promise<number> {
  const runId = `live-test-${randomBytes(6).toString("hex")}`;
  for (const { definition } of ready) {
    const cost = COSTS[definition.id];
    if (!cost) throw new Error(`scripts/live/costs.ts says nothing of ${definition.id}`);
    console.log(
      `${definition.label}: makes ${cost.creates}, named ${runId}…, and deletes them. Sends no video: ${cost.usd.toFixed(2)} USD (${cost.prices}; ${cost.source}).`,
    );
  }
  if (!(await isAgreed())) {
    console.log("Nothing was made. Answer y, or say so beforehand: npm run test:live -- --yes");
    return 1;
  }
  process.env.LIVE_TEST_RUN = runId;
  const vitest = await startVitest("test", [], {
    run: true,
    watch: false,
    config: fileURLToPath(new URL("./vitest.config.ts", import.meta.url)),
  });
  const isProven = vitest.state.getCountOfFailedTests() === 0 && vitest.state.getFiles().length > 0;
  await vitest.close();
  const isClean = await deleteLeftovers(ready, runId);
  return isProven && isClean ? 0 : 1;
}

async function isAgreed(): Promise<boolean> {
  if (process.argv.includes("--yes")) return true;
  if (!stdin.isTTY) return false;
  const asking = createInterface({ input: stdin, output: stdout });
  const answer = await asking.question("Go on? [y/N] ");
  asking.close();
  return /^y(es)?$/i.test(answer.trim());
}
