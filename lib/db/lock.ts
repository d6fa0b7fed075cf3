import { mkdir, mkdtemp, rm, rmdir, stat, symlink, unlink } from "node:fs/promises";
import { createConnection, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** Longest path that every system takes for a Unix-domain socket, in bytes. */
const MAX_SOCKET_PATH_BYTES = 100;
/** A takeover lasts milliseconds; one older than this was left by a process that died in it. */
const STALE_TAKEOVER_MS = 5_000;

export interface Lock {
  release(): Promise<void>;
}

/** Somebody else holds the lock. */
export class LockedError extends Error {
  constructor(readonly path: string) {
    super(
      `${dirname(path)} is in use by another running process (lock ${basename(path)}). Stop that one first, or set DATA_DIR to another folder.`,
    );
    this.name = "LockedError";
  }
}

/**
 * Holds `path` for the life of this process: a listening Unix-domain socket, which the kernel closes however
 * the process dies, so that a `kill -9` leaves nothing to clean up by hand. Throws `LockedError`.
 */
export async function acquireLock(path: string): Promise<Lock> {
  const file = resolve(path);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  return withShortPath(file, async (socket) => {
    const first = await bind(socket);
    if (first) return lockOf(first, file);
    if (await isAnswering(socket)) throw new LockedError(file);
    return takeOver(file, socket);
  });
}

/** Removes a dead socket. Only inside this critical section is anything unlinked, and only after a second look. */
async function takeOver(file: string, socket: string): Promise<Lock> {
  const guard = `${file}.takeover`;
  await enter(guard, file);
  try {
    // Between bind and listen a live owner refuses for a moment: look twice.
    await delay(50);
    if (await isAnswering(socket)) throw new LockedError(file);
    await unlink(file).catch(ignoreMissing);
    const server = await bind(socket);
    if (!server) throw new LockedError(file);
    return lockOf(server, file);
  } finally {
    await rmdir(guard).catch(ignoreMissing);
  }
}

async function enter(guard: string, file: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    try {
      await mkdir(guard);
      return;
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    }
    const age = await stat(guard).then(
      (found) => Date.now() - found.mtimeMs,
      () => 0,
    );
    if (age > STALE_TAKEOVER_MS) await rmdir(guard).catch(ignoreMissing);
    else await delay(60);
  }
  throw new LockedError(file);
}

function bind(socket: string): Promise<Server | null> {
  return new Promise((resolveBind, reject) => {
    const server = createServer((peer) => peer.destroy());
    server.once("error", (error) => (codeOf(error) === "EADDRINUSE" ? resolveBind(null) : reject(error)));
    server.listen(socket, () => resolveBind(server.unref()));
  });
}

function isAnswering(socket: string): Promise<boolean> {
  return new Promise((resolveAnswer) => {
    const probe = createConnection(socket);
    probe.setTimeout(1_000, () => probe.destroy());
    probe.once("connect", () => {
      probe.destroy();
      resolveAnswer(true);
    });
    // A full backlog or a slow owner is an owner; only a refusal or a missing file says that nobody listens.
    probe.once("error", (error) => resolveAnswer(!["ECONNREFUSED", "ENOENT"].includes(codeOf(error) ?? "")));
    probe.once("close", () => resolveAnswer(true));
  });
}

function lockOf(server: Server, file: string): Lock {
  return {
    release: async () => {
      await new Promise((done) => server.close(done));
      await unlink(file).catch(ignoreMissing);
    },
  };
}

/** Socket addresses are short: a long folder is reached through a link in the system's temporary folder. */
async function withShortPath<T>(file: string, use: (socket: string) => Promise<T>): Promise<T> {
  if (Buffer.byteLength(file) <= MAX_SOCKET_PATH_BYTES) return use(file);
  const shortcut = await mkdtemp(join(tmpdir(), "live-"));
  try {
    await symlink(dirname(file), join(shortcut, "d"));
    return await use(join(shortcut, "d", basename(file)));
  } finally {
    await rm(shortcut, { recursive: true, force: true });
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

function ignoreMissing(error: unknown): void {
  if (codeOf(error) !== "ENOENT") throw error;
}
