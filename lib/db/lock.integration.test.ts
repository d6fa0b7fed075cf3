import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { acquireLock, LockedError } from "./lock";

let folder: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lock-"));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

/** Another process that takes the lock, says so, and stays; or tells why not. */
async function startHolder(path: string): Promise<{ child: ChildProcess; said: string }> {
  const program = `const { acquireLock } = await import(${JSON.stringify(join(process.cwd(), "lib/db/lock.ts"))});
    await acquireLock(${JSON.stringify(path)}).then(() => console.log("held"), (error) => console.log(error.name));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program]);
  children.push(child);
  const [said] = await once(child.stdout, "data");
  return { child, said: String(said).trim() };
}

test("a second owner is refused with a message that names the folder, and may follow the first", async () => {
  const path = join(folder, "db.lock");
  const first = await acquireLock(path);
  const refusal = await acquireLock(path).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(LockedError);
  expect(String(refusal)).toContain(folder);
  await first.release();
  await (await acquireLock(path)).release();
});

test("kill -9 of the owner frees the lock, and of many that want it then exactly one gets it", async () => {
  const path = join(folder, "db.lock");
  const { child, said } = await startHolder(path);
  expect(said).toBe("held");
  await expect(acquireLock(path)).rejects.toThrow(LockedError);
  child.kill("SIGKILL");
  await once(child, "exit");
  const [mine, other, third] = await Promise.all([
    acquireLock(path).then(
      () => "held",
      (error: Error) => error.name,
    ),
    startHolder(path).then((holder) => holder.said),
    startHolder(path).then((holder) => holder.said),
  ]);
  expect([mine, other, third].sort()).toEqual(["LockedError", "LockedError", "held"]);
});

test("works in a folder whose path is too long for a socket", async () => {
  const path = join(folder, "x".repeat(120), "db.lock");
  const first = await acquireLock(path);
  await expect(acquireLock(path)).rejects.toThrow(LockedError);
  await first.release();
  await (await acquireLock(path)).release();
});
