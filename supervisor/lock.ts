import { randomUUID } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ConfigError } from "./config";

const LockFile = z.object({
  pid: z.number().int().positive(),
  /** The kernel's start time of that process; null where it isn't told. Tells a reused pid apart. */
  processStart: z.string().nullable(),
  token: z.string(),
});
type LockFile = z.infer<typeof LockFile>;

export interface Lock {
  /** True when an earlier run died without letting go: its children may need a moment to leave. */
  readonly wasStale: boolean;
  release(): void;
}

/**
 * One running installation per data folder. A lock whose process is gone is taken over; a lock of a living
 * process is refused with a `ConfigError` that names the folder.
 */
export function acquireLock(dataDir: string): Lock {
  const path = join(dataDir, "supervisor.lock");
  const mine: LockFile = { pid: process.pid, processStart: processStart(process.pid), token: randomUUID() };
  let wasStale = false;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (tryCreate(path, mine)) return { wasStale, release: () => releaseLock(path, mine) };
    const holder = readLock(path);
    if (holder && isAlive(holder)) {
      throw new ConfigError(
        `${dataDir} is already in use by a running installation (process ${holder.pid}). Stop it first, or start this one with another DATA_DIR.`,
      );
    }
    wasStale = true;
    removeStale(path, holder);
  }
  throw new ConfigError(`${path} can't be taken. Another start may be under way; try again.`);
}

function tryCreate(path: string, lock: LockFile): boolean {
  try {
    writeFileSync(path, `${JSON.stringify(lock)}\n`, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** Moves the file aside first: of two starters only one can, and neither deletes the other's fresh lock. */
function removeStale(path: string, stale: LockFile | null): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const moved = readLock(aside);
  if (moved && moved.token !== stale?.token && isAlive(moved)) renameSync(aside, path);
  else rmSync(aside, { force: true });
}

function releaseLock(path: string, mine: LockFile): void {
  if (readLock(path)?.token === mine.token) rmSync(path, { force: true });
}

function readLock(path: string): LockFile | null {
  try {
    return LockFile.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return null;
  }
}

function isAlive(lock: LockFile): boolean {
  try {
    process.kill(lock.pid, 0);
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  const start = processStart(lock.pid);
  return lock.processStart === null || start === null || start === lock.processStart;
}

/** Field 22 of /proc/{pid}/stat (proc(5)), with the boot it belongs to; null on systems without /proc. */
function processStart(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const ticks = text.slice(text.lastIndexOf(")") + 2).split(" ")[19];
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return ticks ? `${boot}:${ticks}` : null;
  } catch {
    return null;
  }
}
