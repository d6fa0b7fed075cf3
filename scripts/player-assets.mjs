import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const source = join(root, "node_modules/amazon-ivs-player");
const target = join(root, "public/player-assets");

/** The worker that `components/player/engines/ivs.ts` starts, and its WebAssembly: from our own site, in a folder named by version. */
export function copyPlayerAssets() {
  const { version } = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  const folder = join(target, version);
  if (existsSync(join(folder, "worker.wasm"))) return;
  rmSync(target, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const assets = join(source, "dist/assets");
  cpSync(join(assets, "amazon-ivs-wasmworker.min.js"), join(folder, "worker.js"));
  cpSync(join(assets, "amazon-ivs-wasmworker.min.wasm"), join(folder, "worker.wasm"));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) copyPlayerAssets();
