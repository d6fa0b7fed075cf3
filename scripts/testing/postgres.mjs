import { spawn, spawnSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/**
 * A throw-away cluster on loopback. Postgres refuses to run as root, so root lends it another account.
 * @param {string} bin the folder with initdb and postgres
 */
export async function startPostgres(bin) {
  const account = process.getuid?.() === 0 ? findAccount() : {};
  const dir = mkdtempSync(join(tmpdir(), "postgres-"));
  if (account.uid !== undefined) chownSync(dir, account.uid, account.gid);
  const data = join(dir, "data");
  const init = spawnSync(
    join(bin, "initdb"),
    ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
    { ...account, cwd: dir, encoding: "utf8" },
  );
  if (init.status !== 0) throw new Error(`initdb failed: ${init.stderr}`);
  const port = await freePort();
  const settings = [
    "listen_addresses=127.0.0.1",
    "fsync=off",
    "max_connections=200",
    "log_min_messages=panic",
  ];
  const server = spawn(
    join(bin, "postgres"),
    ["-D", data, "-p", String(port), "-k", dir, ...settings.flatMap((setting) => ["-c", setting])],
    { ...account, cwd: dir, stdio: "ignore" },
  );
  const gone = new Promise((settle) => server.once("exit", settle));
  const stop = async () => {
    // Fast shutdown: open sessions are cut off.
    server.kill("SIGINT");
    await gone;
    rmSync(dir, { recursive: true, force: true });
  };
  for (let attempt = 0; attempt < 150; attempt += 1) {
    const ready =
      spawnSync(join(bin, "pg_isready"), ["-q", "-h", "127.0.0.1", "-p", String(port)]).status === 0;
    if (ready) return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop };
    if (server.exitCode !== null) break;
    await delay(200);
  }
  await stop();
  throw new Error("postgres did not start");
}

function findAccount() {
  for (const name of ["postgres", "nobody"]) {
    const id = (flag) =>
      Number(spawnSync("id", [flag, name], { encoding: "utf8" }).stdout.trim() || Number.NaN);
    const uid = id("-u");
    if (Number.isInteger(uid)) return { uid, gid: id("-g") };
  }
  throw new Error("there is neither a postgres nor a nobody account to run Postgres as");
}

function freePort() {
  return new Promise((settle) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => settle(port));
    });
  });
}
