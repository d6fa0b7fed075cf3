import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, openSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const APT_LOG = join(root, "test-results/apt.log");

/** Arguments that keep Chromium quiet on closed networks, and able to run as root. */
export const CHROMIUM_ARGS = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--autoplay-policy=no-user-gesture-required",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
];

/** Chromium without windows: the same pages and media in four fifths of the computing. */
const HEADLESS_SHELL = "/usr/bin/chromium-headless-shell";

const CHROMIUM_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The browser on this machine, or null. `playwrightsOwn` is where Playwright's download would be. */
export function findChromium(playwrightsOwn) {
  const places = [process.env.CHROMIUM_PATH, HEADLESS_SHELL, playwrightsOwn, ...CHROMIUM_PLACES];
  return places.find((place) => place && existsSync(place)) ?? null;
}

/** FFMPEG_PATH, or the one on the PATH, or null. */
export function findFfmpeg() {
  const candidate = process.env.FFMPEG_PATH || "ffmpeg";
  return spawnSync(candidate, ["-version"], { stdio: "ignore" }).status === 0 ? candidate : null;
}

/** coturn's server on the PATH, or null. */
export function findTurnServer() {
  return spawnSync("turnserver", ["--version"], { stdio: "ignore" }).error ? null : "turnserver";
}

/** The folder with initdb and postgres, 15 or newer, or null. */
export function findPostgres() {
  const home = "/usr/lib/postgresql";
  const versions = existsSync(home)
    ? readdirSync(home)
        .map(Number)
        .filter((version) => version >= 15)
    : [];
  const folders = versions.sort((a, b) => a - b).map((version) => `${home}/${version}/bin`);
  const onPath = (process.env.PATH ?? "").split(":");
  return [...folders, ...onPath].find((folder) => folder && existsSync(join(folder, "initdb"))) ?? null;
}

let listsAreFresh = false;

/** Installs Debian packages where that is possible (root, apt). Its words go to test-results/apt.log. */
export function installPackages(...packages) {
  const possible = process.platform === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (!possible) return false;
  process.stdout.write(`Installing ${packages.join(", ")} with apt-get …\n`);
  mkdirSync(join(root, "test-results"), { recursive: true });
  const log = openSync(APT_LOG, "a");
  const apt = (...args) =>
    spawnSync("apt-get", ["-y", "-q", ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      stdio: ["ignore", log, log],
      timeout: 300_000,
    }).status === 0;
  if (!listsAreFresh) listsAreFresh = apt("update");
  return apt("install", "--no-install-recommends", ...packages);
}
