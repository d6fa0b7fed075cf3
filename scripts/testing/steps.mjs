import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Runs a package's program with this Node.js. Returns whether it succeeded.
 * @param {string} title @param {string} script below node_modules @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function runStep(title, script, args, env = {}) {
  process.stdout.write(`\n▸ ${title}\n`);
  const { status } = spawnSync(process.execPath, [join(ROOT, "node_modules", script), ...args], {
    cwd: ROOT,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
    stdio: ["ignore", "inherit", "inherit"],
  });
  return status === 0;
}

/** Format, lint and types. */
export function runStaticChecks() {
  const format = runStep("format and lint", "@biomejs/biome/bin/biome", [
    "check",
    "--error-on-warnings",
    ".",
  ]);
  const types = runStep("types", "typescript/bin/tsc", ["--noEmit"]);
  return format && types;
}
