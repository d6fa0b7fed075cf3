import { type ChildProcess, spawn } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { freePorts } from "./free-ports";

const REPO = fileURLToPath(new URL("../..", import.meta.url));

/** A stand-in for the web app: answers health, holds an event stream open, and lets go of nothing when asked to stop. */
const FAKE_WEB = `
import { createServer } from "node:http";
const port = Number(process.env.PORT);
console.log("first-admin-link: http://localhost/setup?token=once");
console.log("web pid " + process.pid);
if (process.env.FAKE_BAD_CONFIG) { console.log("ADMIN_PASSWORD is weak."); process.exit(78); }
createServer((request, response) => {
  if (process.env.FAKE_NEVER_HEALTHY) { response.statusCode = 503; return response.end(); }
  if (request.url === "/env") return response.end(JSON.stringify(process.env));
  if (request.url !== "/events") return response.end("{}");
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(": open\\n\\n");
}).listen(port, "127.0.0.1");
process.on("SIGTERM", () => console.log("web was asked to stop"));
`;

const FAKE_MEDIA = `
import { createServer } from "node:http";
console.log("media pid " + process.pid);
const server = createServer((request, response) => {
  response.end(request.url === "/env" ? JSON.stringify(process.env) : "{}");
}).listen(Number(process.env.MEDIA_CONTROL_PORT), "127.0.0.1");
process.on("SIGTERM", () => server.close(() => process.exit(0)));
`;

export interface FakeInstallation {
  readonly env: Record<string, string>;
  readonly dataDir: string;
  /** Runs the real supervisor over the stand-ins. */
  start(extraEnv?: Record<string, string>): RunningSupervisor;
  remove(): Promise<void>;
}

export interface RunningSupervisor {
  readonly process: ChildProcess;
  readonly output: () => string;
  readonly exited: Promise<number | null>;
  /** The newest pid that a stand-in printed. */
  readonly pidOf: (name: "web" | "media") => number;
}

/** The real supervisor, bundled into a folder of its own, with stand-ins for both children. */
export async function makeFakeInstallation(): Promise<FakeInstallation> {
  const root = await mkdtemp(join(tmpdir(), "supervisor-"));
  await mkdir(join(root, "supervisor"));
  await writeFile(join(root, "package.json"), '{"type":"module"}');
  await writeFile(join(root, "supervisor/web-server.mjs"), FAKE_WEB);
  await mkdir(join(root, "dist"));
  await writeFile(join(root, "dist/media-server.mjs"), FAKE_MEDIA);
  await copyFile(join(REPO, "supervisor/child-guard.mjs"), join(root, "supervisor/child-guard.mjs"));
  await build({
    absWorkingDir: REPO,
    entryPoints: ["supervisor/main.ts"],
    outfile: join(root, "dist/supervisor.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
  });
  const [web, media, control, rtmp] = await freePorts(4);
  const env = {
    PORT: String(web),
    MEDIA_HTTP_PORT: String(media),
    MEDIA_CONTROL_PORT: String(control),
    RTMP_PORT: String(rtmp),
    DATA_DIR: join(root, "data"),
  };
  const started: RunningSupervisor[] = [];
  return {
    env,
    dataDir: env.DATA_DIR,
    start(extraEnv = {}) {
      const running = run(root, { ...env, ...extraEnv });
      started.push(running);
      return running;
    },
    async remove() {
      for (const { process: child, exited } of started) {
        child.kill("SIGKILL");
        await exited;
      }
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function run(root: string, env: Record<string, string>): RunningSupervisor {
  const child = spawn(process.execPath, [join(root, "dist/supervisor.mjs")], {
    env: { NODE_ENV: "test", PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  const exited = new Promise<number | null>((settle) => child.once("close", settle));
  return {
    process: child,
    output: () => text,
    exited,
    pidOf(name) {
      const pids = [...text.matchAll(new RegExp(`${name} pid (\\d+)`, "g"))];
      return Number(pids.at(-1)?.[1] ?? 0);
    },
  };
}
