import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Clouds, startClouds } from "../emulators/start-clouds";
import { findFfmpeg } from "../scripts/testing/programs.mjs";
import { loadSecrets } from "../supervisor/secrets";
import { takeFolder } from "./folder";
import { goLive } from "./live";
import { seedDemo } from "./seed";

/** Who is on air: one on a service's stand-in, one on this machine. */
const LIVE = [
  {
    name: "Orchestre Lakou",
    title: "Live from the courtyard",
    contentLabel: "music-concert",
    picture: "testsrc2",
  },
  {
    name: "Balkon Sessions",
    title: "Songs from the balcony",
    contentLabel: "music-concert",
    picture: "smptehdbars",
  },
] as const;

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const folder = resolve(process.env.DEMO_DATA_DIR || join(ROOT, ".demo"));
const port = process.env.PORT || "3000";
const url = `http://localhost:${port}`;
const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

let clouds: Clouds | null = null;
let product: ChildProcess | null = null;
const encoders: ChildProcess[] = [];
let isStopping = false;

process.once("SIGINT", () => void stop(0));
process.once("SIGTERM", () => void stop(0));

try {
  await takeFolder(folder);
  clouds = await startClouds({ isDemo: true });
  const environment = productEnvironment(clouds);
  // Accounts are sealed and hashed with the folder's own secrets, which the product makes at its first start.
  Object.assign(process.env, await loadSecrets(folder, {}), { DATA_DIR: folder });
  say("Making a history of two months …");
  const accounts = await seedDemo(folder, Date.now());
  product = startProduct(environment);
  await isRunning(product);
  clouds.tell(url);
  say(`\nThis is a demo: its people, streams and money are made up, and both services are stand-ins.`);
  say(`Sign in as ${accounts.admin.email} with the password ${accounts.admin.password}\n`);
  await startStreams(accounts.tokens);
  say("Press Ctrl+C to end it; what it wrote is deleted.");
  const [code] = await once(product, "exit");
  if (!isStopping) await stop(typeof code === "number" && code !== 0 ? code : 0);
} catch (error) {
  if (!isStopping) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    await stop(1);
  }
}

/** Nothing of the surroundings that could lead to somebody's own data. */
function productEnvironment(services: Clouds): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...services.environment(),
    ...{ NODE_ENV: "production", DEMO: "1", DATA_DIR: folder, DATABASE_URL: "", PORT: port },
    ...{ PUBLIC_URL: "", MEDIA_PUBLIC_URL: "", RTMP_PUBLIC_URL: "", MEDIA_CONTROL_URL: "" },
    ...{ ADMIN_EMAIL: "", ADMIN_PASSWORD: "", ADMIN_API_TOKEN: "", TRANSCODE_MAX_CORES: "0" },
    // Nobody outside hears of made-up spend.
    ...{ SMTP_URL: "", ALERT_WEBHOOK_URL: "" },
  };
}

function startProduct(env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, [join(ROOT, "scripts/start.mjs")], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "inherit"],
    // The terminal's Ctrl+C comes to this process alone, which ends the others in order.
    detached: true,
  });
}

function isRunning(child: ChildProcess): Promise<void> {
  return new Promise((settle, fail) => {
    let text = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      process.stdout.write(chunk);
      text = (text + chunk.toString()).slice(-2_000);
      if (text.includes("is running.")) settle();
    });
    child.once("exit", () => fail(new Error("the product did not start")));
  });
}

async function startStreams(tokens: ReadonlyMap<string, string>): Promise<void> {
  if (!findFfmpeg())
    return say("Nobody is on air, because there is no ffmpeg (install it, or set FFMPEG_PATH).");
  for (const { name, picture, ...wish } of LIVE) {
    const { encoder, watchUrl, provider } = await goLive(url, tokens.get(name) ?? "", wish, picture);
    encoders.push(encoder);
    say(`${name} is on air (${provider}): ${watchUrl}`);
  }
}

async function stop(code: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  for (const encoder of encoders) encoder.kill("SIGTERM");
  if (product && product.exitCode === null) {
    product.kill("SIGTERM");
    await once(product, "exit");
  }
  await clouds?.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(code);
}
