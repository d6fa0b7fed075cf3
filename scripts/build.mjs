import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { copyPlayerAssets } from "./player-assets.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const distDir = process.env.NEXT_DIST_DIR || ".next";

/** What each artefact is made of. A change in any of these files makes it stale. */
const SHARED = ["package-lock.json", "tsconfig.json", "lib", "scripts/build.mjs"];
const ARTEFACTS = [
  {
    name: "web",
    made: `${distDir}/BUILD_ID`,
    inputs: [
      ...SHARED,
      "app",
      "components",
      "messages",
      "public",
      "next.config.js",
      "postcss.config.mjs",
      "tailwind.config.ts",
      "proxy.ts",
      "instrumentation.ts",
    ],
    make: buildWeb,
  },
  {
    name: "media server",
    made: "dist/media-server.mjs",
    inputs: [...SHARED, "media-server"],
    make: () => bundle("media-server/main.ts", "dist/media-server.mjs"),
  },
  {
    name: "supervisor",
    made: "dist/supervisor.mjs",
    inputs: [...SHARED, "supervisor"],
    make: () => bundle("supervisor/main.ts", "dist/supervisor.mjs"),
  },
];

/** Loaded from node_modules at run time: native code, WebAssembly, or files of their own. */
const EXTERNAL = [
  "@electric-sql/pglite",
  "@node-rs/argon2",
  "node-datachannel",
  "pino",
  "bufferutil",
  "utf-8-validate",
];

/** Builds what is stale. Says nothing when there is nothing to do. */
export async function build({ force = false } = {}) {
  const stampPath = join(root, "dist", `build-${distDir.replace(/\W/g, "_")}.json`);
  const stamp = readStamp(stampPath);
  copyPlayerAssets();
  mkdirSync(join(root, "dist"), { recursive: true });
  for (const artefact of ARTEFACTS) {
    const hash = hashInputs(artefact.inputs);
    if (!force && stamp[artefact.name] === hash && existsSync(join(root, artefact.made))) continue;
    const startedAt = Date.now();
    process.stdout.write(`Building the ${artefact.name} …\n`);
    // Forgotten first: a build that is interrupted must not look finished.
    delete stamp[artefact.name];
    writeFileSync(stampPath, JSON.stringify(stamp));
    await artefact.make();
    stamp[artefact.name] = hash;
    writeFileSync(stampPath, JSON.stringify(stamp));
    process.stdout.write(
      `Built the ${artefact.name} in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.\n`,
    );
  }
}

function readStamp(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return {};
  }
}

function hashInputs(inputs) {
  const hash = createHash("sha256").update(process.version);
  for (const file of inputs.flatMap((input) => listFiles(input))) {
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(root, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

function listFiles(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return /\.test\.tsx?$/.test(path) ? [] : [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => listFiles(`${path}/${name}`));
}

async function buildWeb() {
  rmSync(join(root, distDir, "BUILD_ID"), { force: true });
  const next = join(root, "node_modules/next/dist/bin/next");
  const output = [];
  const child = spawn(process.execPath, [next, "build"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => output.push(chunk));
  const stop = () => child.kill("SIGTERM");
  process.once("exit", stop);
  const code = await new Promise((settle, fail) => child.once("error", fail).once("close", settle));
  process.removeListener("exit", stop);
  if (code === 0) return finishAssets(join(root, distDir, "static"));
  process.stderr.write(Buffer.concat(output));
  throw new Error("The web app could not be built; the lines above say why.");
}

/** Adds the script that plays ahead of the page, and compresses everything. */
async function finishAssets(folder) {
  const outdir = join(folder, "early-player");
  rmSync(outdir, { recursive: true, force: true });
  await bundleEarlyPlayer(outdir);
  compressAssets(folder);
}

/** In it: the engines that most viewers need. Each of the others is a script of its own that it loads when it needs it. */
const EARLY_ENGINES = ["hls", "whep"];

async function bundleEarlyPlayer(outdir) {
  const { build: esbuild } = await import("esbuild");
  const settings = {
    absWorkingDir: root,
    outdir,
    bundle: true,
    minify: true,
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "warning",
  };
  const table = readFileSync(join(root, "components/player/engines.ts"), "utf8");
  const engines = [...table.matchAll(/import\("\.\/engines\/([a-z0-9-]+)"\)/g)].map(([, name]) => name);
  const late = engines.filter((name) => !EARLY_ENGINES.includes(name));
  // The names change with the content, so that browsers may keep them for ever.
  await esbuild({
    ...settings,
    entryPoints: late.map((name) => `components/player/engines/${name}.ts`),
    entryNames: "parts/[name]-[hash]",
    format: "esm",
  });
  const parts = readdirSync(join(outdir, "parts"));
  await esbuild({
    ...settings,
    entryPoints: ["components/player/early-player.ts"],
    entryNames: "[hash]",
    format: "iife",
    plugins: [
      {
        name: "late engines",
        setup(bundler) {
          bundler.onResolve({ filter: /^\.\/engines\// }, ({ path, kind }) => {
            if (kind !== "dynamic-import") return undefined;
            const name = path.slice("./engines/".length);
            const part = parts.find((file) => file.replace(/-[A-Z0-9]+\.js$/, "") === name);
            return { path: `./parts/${part}`, external: true };
          });
        },
      },
    ],
  });
}

/** Compressed once here instead of for each visitor; the web server hands out what the browser accepts. */
function compressAssets(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(js|css|svg|json)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const content = readFileSync(path);
    if (content.length < 1024) continue;
    writeFileSync(`${path}.br`, brotliCompressSync(content));
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  }
}

async function bundle(entry, outfile) {
  const { build: esbuild } = await import("esbuild");
  await esbuild({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    sourcemap: true,
    external: EXTERNAL,
    logLevel: "warning",
    // CommonJS packages inside an ES module bundle still call require().
    banner: {
      js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
    },
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await build({ force: process.argv.includes("--force") });
}
