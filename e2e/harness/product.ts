import { type ChildProcess, spawn } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, readlink, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePorts } from "../../supervisor/testing/free-ports";
import { waitFor } from "./wait-for";

/** An empty, migrated database, made before the first journey. */
export const DATABASE_TEMPLATE = join("test-results", "database-template");

export const ADMIN = {
  email: "admin@example.org",
  password: "tall-candle-quiet-river-7",
  apiToken: "apl_e2eQ7vZk3Lr9Tn2Yb8Hc4Md1Wp6Gs5Xf0Ja2Rt6Uy9Io3Pk",
};

export interface Product {
  /** Of the web app, without a slash at the end. */
  readonly url: string;
  readonly mediaUrl: string;
  readonly rtmpPort: number;
  readonly dataDir: string;
  /** Everything printed so far. */
  output(): string;
  /** The process that listens on the web app's or the media server's port now. */
  pidOf(name: "web" | "media"): Promise<number>;
  /** Resolves when both processes answer again. */
  healthy(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Stops it and removes its folder. */
  remove(): Promise<void>;
}

export interface ProductOptions {
  /** An administrator and an API token from the start; without, the first-admin link is printed. */
  readonly withAdmin?: boolean;
  readonly env?: Record<string, string>;
}

/** The whole product as `npm start` runs it: a folder and ports of its own. */
export async function startProduct({ withAdmin = true, env = {} }: ProductOptions = {}): Promise<Product> {
  const dataDir = await mkdtemp(join(tmpdir(), "live-e2e-"));
  // What begins without an admin begins from nothing at all.
  if (withAdmin) await cp(join(DATABASE_TEMPLATE, "db"), join(dataDir, "db"), { recursive: true });
  const [web = 0, media = 0, control = 0, rtmp = 0, udp = 0] = await freePorts(5);
  const admin = {
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
    ADMIN_API_TOKEN: ADMIN.apiToken,
  };
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      PORT: String(web),
      MEDIA_HTTP_PORT: String(media),
      MEDIA_CONTROL_PORT: String(control),
      RTMP_PORT: String(rtmp),
      MEDIA_UDP_PORT: String(udp),
      DATA_DIR: dataDir,
      DATABASE_URL: "",
      // Transcodes would take the machine from the tests that aren't about them.
      TRANSCODE_MAX_CORES: "0",
      ...(withAdmin ? admin : {}),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const text = collect(child);
  const exited = new Promise<number | null>((settle) => child.once("exit", settle));
  const stop = async () => {
    if (child.exitCode === null) child.kill("SIGTERM");
    return exited;
  };
  const product: Product = {
    url: `http://localhost:${web}`,
    mediaUrl: `http://localhost:${media}`,
    rtmpPort: rtmp,
    dataDir,
    output: text,
    pidOf: (name) => findListener(name === "web" ? web : media),
    healthy: () =>
      waitFor("both processes answer", async () => (await answers(web)) && (await accepts(media)), 30_000),
    stop,
    async remove() {
      await stop();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  const failed = exited.then((code) => {
    throw new Error(`the product left with code ${code}:\n${text()}`);
  });
  failed.catch(() => {});
  const ready = waitFor("the product is running", async () => text().includes("is running."), 90_000);
  await Promise.race([ready, failed]).catch(async (error: Error) => {
    await product.remove();
    throw new Error(`${error.message}\n${text()}`);
  });
  return product;
}

function collect(child: ChildProcess): () => string {
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  return () => text;
}

async function answers(port: number): Promise<boolean> {
  return (await fetch(`http://127.0.0.1:${port}/api/v1/health`).catch(() => null))?.ok ?? false;
}

async function accepts(port: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/`).catch(() => null);
  await response?.body?.cancel();
  return response !== null;
}

/** By /proc/net/tcp and the sockets of each process (proc(5)); the supervisor prints no pids. */
async function findListener(port: number): Promise<number> {
  const wanted = port.toString(16).toUpperCase().padStart(4, "0");
  const rows = (await readFile("/proc/net/tcp", "utf8")).split("\n").map((row) => row.trim().split(/\s+/));
  const inode = rows.find((row) => row[1]?.endsWith(`:${wanted}`) && row[3] === "0A")?.[9];
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const handles = await readdir(`/proc/${pid}/fd`).catch(() => []);
    for (const handle of handles) {
      const target = await readlink(`/proc/${pid}/fd/${handle}`).catch(() => "");
      if (inode && target === `socket:[${inode}]`) return Number(pid);
    }
  }
  throw new Error(`nobody listens on port ${port}`);
}
