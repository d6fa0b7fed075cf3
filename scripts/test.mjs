import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startPostgres } from "./testing/postgres.mjs";
import {
  findChromium,
  findFfmpeg,
  findPostgres,
  findTurnServer,
  installPackages,
} from "./testing/programs.mjs";
import { ROOT, runStaticChecks, runStep } from "./testing/steps.mjs";
import { renderTally, reportTally, sumTallies } from "./testing/tally.mjs";

const results = join(ROOT, "test-results");
const tallyFile = join(results, "tally.jsonl");
mkdirSync(results, { recursive: true });
rmSync(tallyFile, { force: true });
process.env.TEST_TALLY_FILE = tallyFile;

const VITEST = ["--reporter=default", "--reporter=./scripts/testing/vitest-tally.mjs"];
/** What was left out, told again at the end. */
const skipped = [];

if (!runStaticChecks()) fail("format, lint or types");
const ffmpeg = findFfmpeg() ?? (installPackages("ffmpeg") ? findFfmpeg() : null);
if (ffmpeg) process.env.FFMPEG_PATH = ffmpeg;
else skip("tests with a real encoder, because there is no ffmpeg (set FFMPEG_PATH)");

runTests("unit and integration tests, embedded database", "vitest/vitest.mjs", ["run", ...VITEST], {
  TEST_DATABASE_URL: "",
});
await testOnPostgres();
await testInBrowser(ffmpeg !== null);

const total = sumTallies(tallyFile);
for (const line of skipped) process.stdout.write(`skipped: ${line}\n`);
process.stdout.write(`${renderTally(total)}\n`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

/** Runs what touches the database once more, on a real server. */
async function testOnPostgres() {
  const args = ["run", "--project", "integration", "lib/", "app/", ...VITEST];
  const given = process.env.TEST_DATABASE_URL;
  if (given) return runTests("integration tests, given Postgres", "vitest/vitest.mjs", args);
  const bin = findPostgres() ?? (installPackages("postgresql") ? findPostgres() : null);
  if (!bin)
    return skip("integration tests on Postgres, because there is no Postgres 15 (set TEST_DATABASE_URL)");
  const server = await startPostgres(bin);
  runTests(`integration tests, Postgres in ${bin}`, "vitest/vitest.mjs", args, {
    TEST_DATABASE_URL: server.url,
  });
  await server.stop();
}

async function testInBrowser(hasEncoder) {
  const { chromium } = await import("@playwright/test");
  const find = () => findChromium(chromium.executablePath());
  const browser =
    find() ??
    (installPackages("chromium-headless-shell") || installPackages("chromium") ? find() : null) ??
    (runStep("Playwright's own browser", "@playwright/test/cli.js", ["install", "chromium"]) ? find() : null);
  if (!browser) return skip("tests in a browser, because there is no Chromium (set CHROMIUM_PATH)");
  if (!hasEncoder) return skip("tests in a browser, because nothing can publish to them");
  // They say for themselves that they are skipped.
  if (!findTurnServer() && !installPackages("coturn"))
    skipped.push("viewers behind a relay, because there is no turnserver (install coturn)");
  for (const project of ["together", "alone"])
    runTests(
      `journeys in a browser, ${project}`,
      "@playwright/test/cli.js",
      ["test", `--project=${project}`],
      {
        CHROMIUM_PATH: browser,
      },
    );
}

/** A runner that fails without counting anything is one failure. */
function runTests(title, script, args, env = {}) {
  const before = sumTallies(tallyFile).failed;
  const ok = runStep(title, script, args, env);
  if (!ok && sumTallies(tallyFile).failed === before) fail(title);
}

function fail(what) {
  process.stdout.write(`failed: ${what}\n`);
  reportTally({ passed: 0, failed: 1, skipped: 0 });
}

function skip(what) {
  skipped.push(what);
  process.stdout.write(`\nskipped: ${what}\n`);
  reportTally({ passed: 0, failed: 0, skipped: 1 });
}
