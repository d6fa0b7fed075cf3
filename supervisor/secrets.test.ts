import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensureDataDir, loadSecrets } from "./secrets";

let dir = "";
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "secrets-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

test("makes the secrets once and keeps them", async () => {
  const first = await loadSecrets(dir, {});
  expect(await loadSecrets(dir, {})).toEqual(first);
  expect(new Set(Object.values(first)).size).toBe(4);
  expect((await stat(join(dir, "secrets.json"))).mode & 0o777).toBe(0o600);
});

test("closes a file that others could read", async () => {
  await loadSecrets(dir, {});
  await chmod(join(dir, "secrets.json"), 0o644);
  await loadSecrets(dir, {});
  expect((await stat(join(dir, "secrets.json"))).mode & 0o777).toBe(0o600);
});

test("prefers a strong secret from the environment and leaves the kept one alone", async () => {
  const kept = await loadSecrets(dir, {});
  const given = "Zk3v9QpXw7Lr2Tn8Yb5Hc1Md6Gf4JsAa";
  expect((await loadSecrets(dir, { MEDIA_SECRET: given })).MEDIA_SECRET).toBe(given);
  expect(await loadSecrets(dir, {})).toEqual(kept);
});

test.each(["zq9", "a".repeat(64), "change-me-change-me-change-me-0123456789"])(
  "refuses %s",
  async (value) => {
    await expect(loadSecrets(dir, { AUTH_SECRET: value })).rejects.toThrow("AUTH_SECRET");
    await expect(loadSecrets(dir, { AUTH_SECRET: value })).rejects.not.toThrow(value);
  },
);

test("never replaces a damaged file", async () => {
  await writeFile(join(dir, "secrets.json"), "{");
  await expect(loadSecrets(dir, {})).rejects.toThrow("damaged");
  expect(await readFile(join(dir, "secrets.json"), "utf8")).toBe("{");
});

test("leaves the mode of a folder with foreign files alone", async () => {
  await writeFile(join(dir, "diary.txt"), "");
  await chmod(dir, 0o755);
  await ensureDataDir(dir);
  expect((await stat(dir)).mode & 0o777).toBe(0o755);
});
