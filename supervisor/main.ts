import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ConfigError } from "./config";
import { supervise } from "./supervise";

// This file is one folder below the repository's root, as source and as bundle.
const root = fileURLToPath(new URL("..", import.meta.url));
const envFile = join(root, ".env");
if (existsSync(envFile)) loadEnv(envFile);

process.exitCode = await supervise({
  mode: process.argv[2] === "dev" ? "dev" : "start",
  root,
  env: process.env,
  print: (text) => process.stdout.write(`${text}\n`),
  stopRequested: nextSignal(),
}).catch((error: unknown) => {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`\nAnn Pale Live can't start.\n${error.message}\n`);
  return 1;
});
process.exit();

/** Variables that are set already win over the file's. */
function loadEnv(path: string): void {
  if (typeof process.loadEnvFile === "function") process.loadEnvFile(path);
  else process.stderr.write("The .env file is not read: that needs Node.js 20.12 or newer.\n");
}

/** Each call resolves at one more SIGINT or SIGTERM. */
function nextSignal(): () => Promise<void> {
  let received = 0;
  const waiting: { after: number; settle: () => void }[] = [];
  const onSignal = () => {
    received += 1;
    for (const { after, settle } of waiting) if (received > after) settle();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  let calls = 0;
  return () => {
    const after = calls;
    calls += 1;
    return new Promise((settle) => {
      if (received > after) settle();
      else waiting.push({ after, settle });
    });
  };
}
