import { appendFileSync, existsSync, readFileSync } from "node:fs";

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/**
 * What a reporter does at its run's end: tells `scripts/test.mjs` when that asked for it, else prints the plain line.
 * @param {Tally} tally
 */
export function reportTally(tally) {
  const file = process.env.TEST_TALLY_FILE;
  if (file) appendFileSync(file, `${JSON.stringify(tally)}\n`);
  else process.stdout.write(`${renderTally(tally)}\n`);
}

/** @param {Tally} tally */
export function renderTally({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** @param {string} file @returns {Tally} */
export function sumTallies(file) {
  const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").filter(Boolean) : [];
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const line of lines) {
    const tally = JSON.parse(line);
    for (const key of Object.keys(sum)) sum[key] += tally[key];
  }
  return sum;
}
